import { decide } from "../../tests/iam-decision";
import { policyOf, synthesize } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { ConfigurationRecorder } from "./configuration-recorder";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";
const stack = synthesize((scope) => {
  new ConfigurationRecorder(scope, "configuration", {
    place: new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1"),
    encryptionKeyArn: KEY,
    retentionDays: 365,
    protect: true,
    accessLogBucketName: "access-logs",
  });
});

describe("the configuration recorder", () => {
  it("records every type of resource, those without a region too", () => {
    expect(stack.only("aws_config_configuration_recorder")).toMatchObject({
      recording_group: { all_supported: true, include_global_resource_types: true },
      recording_mode: { recording_frequency: "CONTINUOUS" },
    });
  });

  it("looks but once a day at what Karpenter creates and discards all day", () => {
    expect(stack.only("aws_config_configuration_recorder")).toMatchObject({
      recording_mode: {
        recording_mode_override: {
          recording_frequency: "DAILY",
          resource_types: expect.arrayContaining(["AWS::EC2::Instance", "AWS::EC2::NetworkInterface"]),
        },
      },
    });
  });

  it("runs as AWS's own role, the only one that Security Hub accepts", () => {
    expect(stack.only("aws_iam_service_linked_role")).toMatchObject({
      aws_service_name: "config.amazonaws.com",
    });
    expect(stack.only("aws_config_configuration_recorder").role_arn).toMatch(
      /^\$\{aws_iam_service_linked_role\..+\.arn\}$/,
    );
  });

  it("starts only once it has somewhere to deliver to", () => {
    expect(stack.only("aws_config_configuration_recorder_status")).toMatchObject({
      is_enabled: true,
      depends_on: [expect.stringContaining("aws_config_delivery_channel.")],
    });
    expect(stack.only("aws_config_delivery_channel").depends_on).toContainEqual(
      expect.stringContaining("aws_s3_bucket_policy."),
    );
  });

  it("delivers encrypted, into a bucket that takes it for this account alone", () => {
    expect(stack.only("aws_config_delivery_channel")).toMatchObject({ s3_kms_key_arn: KEY });
    const statements = policyOf(stack.only("aws_s3_bucket_policy")).Statement;
    const write = (account: string) =>
      decide(statements, {
        action: "s3:PutObject",
        resource: "arn:aws:s3:::pitboss-test-configuration-111122223333/AWSLogs/111122223333/Config/x",
        by: "config.amazonaws.com",
        context: {
          "aws:SourceAccount": account,
          "s3:x-amz-acl": "bucket-owner-full-control",
          "s3:TlsVersion": "1.3",
        },
      });
    expect(write("111122223333")).toBe("allowed");
    expect(write("999999999999")).toBe("not allowed");
  });
});
