import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy";
import { Construct } from "constructs";
import { policyDocument, type Statement } from "../core/policy-document";
import { Suppressions } from "../core/suppressions";

/** How long a deleted secret can be brought back, in days; Secrets Manager allows no more. */
const RECOVERY_DAYS = 30;

/** Who may read a machine's secrets. */
export interface SecretReader {
  /** The role that the machine acts as. */
  readonly roleArn: string;
  /**
   * The common name of the certificate that a session of the role must have been opened with.
   * @default none: the role is the machine's alone
   */
  readonly certificateName?: string;
}

export interface ChainSecretsProps {
  /** The folder of all of them: `pitboss-prod/chains`. */
  readonly prefix: string;
  /** Each machine's secrets, by its name. */
  readonly machines: Readonly<Record<string, MachineSecrets>>;
  /** The key that encrypts them. */
  readonly encryptionKeyArn: string;
  /**
   * Whether a deleted secret can be brought back for a month. One that can be keeps its name meanwhile, and AWS makes no other of that
   * name: an environment that is torn down and made again could not be.
   */
  readonly protect: boolean;
}

/** The secrets of one machine. */
export interface MachineSecrets {
  readonly names: readonly string[];
  readonly reader: SecretReader;
}

/**
 * The empty places for the machines' secrets. People put the values in (docs/chains.md): a value that Terraform knew would be in
 * its state. Each is readable by its machine alone, which its own policy says to everybody else of the account, administrators
 * included.
 */
export class ChainSecrets extends Construct {
  constructor(scope: Construct, id: string, props: ChainSecretsProps) {
    super(scope, id);
    Suppressions.add(this, {
      check: "CKV2_AWS_57",
      reason:
        "a validator's key is its identity on the chain and a join token its cluster's: each changes by a ceremony with the machine, not by a timer",
      owner: "chains",
      expires: "2027-05-31",
    });
    for (const [machine, { names, reader }] of Object.entries(props.machines)) {
      const ofMachine = new Construct(this, machine);
      for (const name of names) {
        const within = new Construct(ofMachine, name);
        const secret = new SecretsmanagerSecret(within, "secret", {
          name: `${props.prefix}/${machine}/${name}`,
          description: `${name} of ${machine}; its value is put in by hand`,
          kmsKeyId: props.encryptionKeyArn,
          recoveryWindowInDays: props.protect ? RECOVERY_DAYS : 0,
        });
        new SecretsmanagerSecretPolicy(within, "policy", {
          secretArn: secret.arn,
          blockPublicPolicy: true,
          policy: policyDocument(...closedToOthers(reader)),
        });
      }
    }
  }
}

function closedToOthers({ roleArn, certificateName }: SecretReader): readonly Statement[] {
  const refusal = (sid: string, condition: NonNullable<Statement["Condition"]>): Statement => ({
    Sid: sid,
    Effect: "Deny",
    Principal: { AWS: "*" },
    // Reading many at once asks for this of each.
    Action: "secretsmanager:GetSecretValue",
    Resource: "*",
    Condition: condition,
  });
  return [
    refusal("DenyOtherRoles", { StringNotEquals: { "aws:PrincipalArn": roleArn } }),
    ...(certificateName === undefined
      ? []
      : [
          refusal("DenyOtherMachines", {
            StringNotEquals: { "aws:PrincipalTag/x509Subject/CN": certificateName },
          }),
        ]),
  ];
}
