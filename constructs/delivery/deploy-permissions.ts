import type { Place } from "../core/place";
import type { Conditions, Statement } from "../core/policy-document";

/** What the permissions of the deploy role are narrowed to; each layer has a file of them beside this one. */
export interface DeployPermissionsProps {
  readonly place: Place;
  /** The boundary that every role made by the deploy role carries. */
  readonly workloadBoundaryArn: string;
  /** The key of Kubernetes secrets. */
  readonly clusterKeyArn: string;
  /** The key of data stores, of their master passwords, and of the secrets of machines outside AWS. */
  readonly dataKeyArn: string;
  /** The key of recovery points. */
  readonly backupsKeyArn: string;
}

/** What making and keeping a log group takes; none of it reads or writes an event. */
export const LOG_GROUP_ACTIONS = [
  "logs:AssociateKmsKey",
  "logs:CreateLogGroup",
  "logs:DeleteLogGroup",
  "logs:DeleteRetentionPolicy",
  "logs:DisassociateKmsKey",
  "logs:PutRetentionPolicy",
  "logs:TagResource",
  "logs:UntagResource",
] as const;

/** A key that services use in the name of whoever makes something there. */
interface LentKey {
  readonly sid: string;
  readonly place: Place;
  readonly keyArn: string;
  /** The services, as KMS knows them: `rds`. */
  readonly services: readonly string[];
}

/** Lets services take a key in the caller's name. What comes from elsewhere than these services cannot use it. */
export function lendKey({ sid, place, keyArn, services }: LentKey): Statement[] {
  const through = services.map((service) => `${service}.${place.region}.amazonaws.com`);
  return [
    {
      Sid: sid,
      Effect: "Allow",
      Action: ["kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey", "kms:RetireGrant"],
      Resource: keyArn,
      Condition: { StringEquals: { "kms:ViaService": through } },
    },
  ];
}

/** Whatever happens in the environment's region, for actions that AWS judges by nothing narrower. */
export function inRegion({ region }: Place): Conditions {
  return { StringEquals: { "aws:RequestedRegion": region } };
}

/** What Pitboss made, or one layer of it: Karpenter's and the load balancer controller's things are theirs to delete. */
export function ownIn({ region }: Place, layer?: string): Conditions {
  return {
    StringEquals: {
      "aws:RequestedRegion": region,
      "aws:ResourceTag/managed-by": "pitboss",
      ...(layer !== undefined && { "aws:ResourceTag/layer": layer }),
    },
  };
}
