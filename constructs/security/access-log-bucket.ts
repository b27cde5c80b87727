import type { Construct } from "constructs";
import { bucketArn } from "../core/arn";
import type { Place } from "../core/place";
import { PrivateBucket } from "./private-bucket";

export interface AccessLogBucketProps {
  /** Whose buckets log here. */
  readonly place: Place;
  /** How long an access is remembered, in days. */
  readonly retentionDays: number;
  readonly protect: boolean;
}

/** Where S3 writes who read what in the other buckets. S3 cannot write such logs with a key of ours. */
export class AccessLogBucket extends PrivateBucket {
  constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    const { place, retentionDays, protect } = props;
    const name = place.bucketName("access-logs");
    super(scope, id, {
      name,
      protect,
      expireAfterDays: retentionDays,
      policyStatements: [
        {
          Sid: "WrittenByServerAccessLogging",
          Effect: "Allow",
          Principal: { Service: "logging.s3.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: `${bucketArn(name)}/*`,
          Condition: {
            StringEquals: { "aws:SourceAccount": place.account },
            ArnLike: { "aws:SourceArn": bucketArn(`${place.naming.prefix}-*`) },
          },
        },
      ],
    });
  }
}
