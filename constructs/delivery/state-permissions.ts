import type { Statement } from "../core/policy-document";

export interface StatePermissionsProps {
  readonly stateBucketArn: string;
  /** The key that encrypts the state. */
  readonly stateKeyArn: string;
}

/** Reads the state of every layer, and takes and gives back its lock. */
export function readState({ stateBucketArn, stateKeyArn }: StatePermissionsProps): Statement[] {
  return [
    { Sid: "FindState", Effect: "Allow", Action: "s3:ListBucket", Resource: stateBucketArn },
    { Sid: "ReadState", Effect: "Allow", Action: "s3:GetObject", Resource: `${stateBucketArn}/*` },
    {
      Sid: "LockState",
      Effect: "Allow",
      Action: ["s3:DeleteObject", "s3:PutObject"],
      Resource: `${stateBucketArn}/*.tflock`,
    },
    {
      Sid: "UseStateKey",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: stateKeyArn,
    },
  ];
}

/** Writes the state of some layers; nothing deletes state, and the bucket keeps every version. */
export function writeState(
  { stateBucketArn }: StatePermissionsProps,
  layers: readonly string[],
): Statement[] {
  return [
    {
      Sid: "WriteState",
      Effect: "Allow",
      Action: "s3:PutObject",
      Resource: layers.map((layer) => `${stateBucketArn}/${layer}/terraform.tfstate`),
    },
  ];
}
