import { bucketArn } from "../core/arn";
import type { Statement } from "../core/policy-document";
import type { BucketAccess } from "./telemetry-writers";

const READ_OBJECTS = ["s3:GetObject"];
const WRITE_OBJECTS = [
  "s3:AbortMultipartUpload",
  "s3:DeleteObject",
  "s3:GetObject",
  "s3:ListMultipartUploadParts",
  "s3:PutObject",
];
/** S3 decrypts in the reader's name, and asks for a data key in the writer's; it decrypts again to join an upload's parts. */
const READ_WITH_KEY = ["kms:Decrypt"];
const WRITE_WITH_KEY = ["kms:Decrypt", "kms:GenerateDataKey"];

/** One bucket, and what pods do with it. */
export interface BucketUse {
  readonly bucketName: string;
  readonly access: BucketAccess;
}

/** Lets pods use buckets that one key encrypts, and the key for nothing but S3. */
export function bucketStatements(
  uses: readonly BucketUse[],
  encryptionKeyArn: string,
  region: string,
): Statement[] {
  const writes = uses.some(({ access }) => access === "write");
  return [
    {
      Sid: "ListBuckets",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: uses.map(({ bucketName }) => bucketArn(bucketName)),
    },
    ...objectStatement("ReadObjects", "read", uses),
    ...objectStatement("WriteObjects", "write", uses),
    {
      Sid: "UseKey",
      Effect: "Allow",
      Action: writes ? WRITE_WITH_KEY : READ_WITH_KEY,
      Resource: encryptionKeyArn,
      Condition: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
    },
  ];
}

function objectStatement(sid: string, access: BucketAccess, uses: readonly BucketUse[]): Statement[] {
  const names = uses.filter((use) => use.access === access).map(({ bucketName }) => bucketName);
  if (names.length === 0) return [];
  return [
    {
      Sid: sid,
      Effect: "Allow",
      Action: access === "write" ? WRITE_OBJECTS : READ_OBJECTS,
      Resource: names.map((name) => `${bucketArn(name)}/*`),
    },
  ];
}
