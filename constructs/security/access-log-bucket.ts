import type { Construct } from "constructs";
import { PrivateBucket } from "./private-bucket";

export interface AccessLogBucketProps {
  readonly name: string;
  readonly account: string;
  /** What the names of the buckets that log here start with: `pitboss-dev`. */
  readonly sources: string;
  /** How long an access is remembered, in days. */
  readonly retentionDays: number;
  readonly protect: boolean;
}

/** Where S3 writes who read what in the other buckets. S3 cannot write such logs with a key of ours. */
export class AccessLogBucket extends PrivateBucket {
  constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    const { name, account, sources, retentionDays, protect } = props;
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
          Resource: `arn:aws:s3:::${name}/*`,
          Condition: {
            StringEquals: { "aws:SourceAccount": account },
            ArnLike: { "aws:SourceArn": `arn:aws:s3:::${sources}-*` },
          },
        },
      ],
    });
  }
}
