import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import type { Place } from "../core/place";
import { type Conditions, policyDocument, type Statement } from "../core/policy-document";

/** How long a deleted key can still be brought back, in days; KMS allows no more. */
const DELETION_WINDOW = 30;

export interface EncryptionKeyProps {
  /** The key's alias without `alias/`: `pitboss-dev-state`. */
  readonly name: string;
  /** What the key protects, for whoever meets it in the console. */
  readonly description: string;
  /** The account that owns the key. */
  readonly place: Place;
  /**
   * Whom the key policy admits besides the account, whose IAM policies decide for its own principals.
   * @default none: only principals of the account whose own policies allow it
   */
  readonly statements?: readonly Statement[];
}

/** The use of a key by an AWS service. */
export interface ServiceUse {
  /** Says what the statement is for; letters and digits only. */
  readonly sid: string;
  /** The service principal: `cloudtrail.amazonaws.com`. */
  readonly service: string;
  /** What ties the use to this account's own resources. */
  readonly condition: Conditions;
  /**
   * What the service does with the key.
   * @default to encrypt and decrypt through data keys
   */
  readonly actions?: readonly string[];
}

/** A symmetric KMS key with its alias, renewed every year, for one purpose. */
export class EncryptionKey extends Construct {
  /** The key's ARN; KMS chooses it, so it is known only after the apply. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const key = new KmsKey(this, "key", {
      description: props.description,
      deletionWindowInDays: DELETION_WINDOW,
      enableKeyRotation: true,
      policy: policyDocument(administeredBy(props.place), ...(props.statements ?? [])),
    });
    new KmsAlias(this, "alias", { name: `alias/${props.name}`, targetKeyId: key.keyId });
    this.arn = key.arn;
  }

  /** Lets a service use the key under a condition; an unconditional grant would serve other accounts' resources too. */
  static usableByService({ sid, service, condition, actions }: ServiceUse): Statement {
    if (Object.keys(condition).length === 0) {
      throw new Error(`${sid}: expected a condition that ties ${service} to this account, got none`);
    }
    return {
      Sid: sid,
      Effect: "Allow",
      Principal: { Service: service },
      Action: actions ?? ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: condition,
    };
  }

  /** Lets CloudWatch Logs encrypt the account's log groups of one region, or those alone whose names fit the pattern. */
  static usableByLogs(place: Place, logGroups = "*"): Statement {
    return EncryptionKey.usableByService({
      sid: "UsedByCloudWatchLogs",
      service: `logs.${place.region}.amazonaws.com`,
      actions: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
      condition: {
        ArnLike: { "kms:EncryptionContext:aws:logs:arn": place.arn("logs", `log-group:${logGroups}`) },
      },
    });
  }
}

/** Without it the key could be locked away from everyone. */
function administeredBy(place: Place): Statement {
  return {
    Sid: "AdministeredByTheAccount",
    Effect: "Allow",
    Principal: { AWS: place.iamArn("root") },
    Action: "kms:*",
    Resource: "*",
  };
}
