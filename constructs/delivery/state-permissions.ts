import type { Statement } from "../core/policy-document";

export interface StatePermissionsProps {
  /** The state bucket, by ARN. */
  readonly bucketArn: string;
  /** The key that encrypts it, by ARN. */
  readonly keyArn: string;
}

/** Reads the state of every layer, and takes and gives back its lock. */
export function readState({ bucketArn, keyArn }: StatePermissionsProps): Statement[] {
  return [
    { Sid: "FindState", Effect: "Allow", Action: "s3:ListBucket", Resource: bucketArn },
    { Sid: "ReadState", Effect: "Allow", Action: "s3:GetObject", Resource: `${bucketArn}/*` },
    {
      Sid: "LockState",
      Effect: "Allow",
      Action: ["s3:DeleteObject", "s3:PutObject"],
      Resource: `${bucketArn}/*.tflock`,
    },
    {
      Sid: "UseStateKey",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: keyArn,
    },
  ];
}

/** Writes the state of some layers; nothing deletes state, and the bucket keeps every version. */
export function writeState({ bucketArn }: StatePermissionsProps, layers: readonly string[]): Statement[] {
  return [
    {
      Sid: "WriteState",
      Effect: "Allow",
      Action: "s3:PutObject",
      Resource: layers.map((layer) => `${bucketArn}/${layer}/terraform.tfstate`),
    },
  ];
}
