import { policyOf, synthesize } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { FlowLogs } from "./flow-logs";

const stack = synthesize((scope) => {
  new FlowLogs(scope, "flow-logs", {
    place: new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1"),
    vpcId: "vpc-1",
    encryptionKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/1",
    accessLogBucketName: "pitboss-test-access-logs-111122223333",
    retentionDays: 365,
    protect: true,
  });
});

describe("the flow logs of a VPC", () => {
  it("record all traffic by the minute, as Parquet in S3", () => {
    expect(stack.only("aws_flow_log")).toMatchObject({
      vpc_id: "vpc-1",
      traffic_type: "ALL",
      log_destination_type: "s3",
      log_destination: "arn:aws:s3:::pitboss-test-flow-logs-111122223333",
      max_aggregation_interval: 60,
      destination_options: { file_format: "parquet" },
    });
  });

  it("start only once the bucket admits them", () => {
    expect(stack.only("aws_flow_log").depends_on).toEqual([
      expect.stringMatching(/^aws_s3_bucket_policy\.flow-logs_bucket_policy_/),
    ]);
  });

  it("come from this account's delivery alone", () => {
    const delivery = policyOf(stack.only("aws_s3_bucket_policy")).Statement.filter(
      (statement) => statement.Effect === "Allow",
    );
    expect(delivery).toHaveLength(2);
    for (const statement of delivery) {
      expect(statement).toMatchObject({
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-central-1:111122223333:*" },
        },
      });
    }
  });
});
