import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { RolesanywhereProfile } from "@cdktf/provider-aws/lib/rolesanywhere-profile";
import { RolesanywhereTrustAnchor } from "@cdktf/provider-aws/lib/rolesanywhere-trust-anchor";
import { Construct } from "constructs";
import type { Place } from "../core/place";
import { policyDocument } from "../core/policy-document";
import { readingOwnSecrets } from "./own-secrets";

/** How long a machine's credentials last, in seconds. They are used once, at boot. */
const SESSION_SECONDS = 3600;

/**
 * The common name of the certificate that the session was opened with, which is the machine's name. Terraform reads two dollar
 * signs as one, and IAM the rest: https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 */
const MACHINE = "$${aws:PrincipalTag/x509Subject/CN}";

export interface RolesAnywhereProps {
  readonly place: Place;
  /** The organizational unit that certificates of this environment carry: `prod`. */
  readonly environment: string;
  /** The certificate of the authority that signs machines, PEM. It is public. */
  readonly authorityCertificate: string;
  /** Where the machines' secrets are, `pitboss-prod/chains`: a machine's own are in the folder of its name. */
  readonly secretPrefix: string;
  /** The key that encrypts them. */
  readonly encryptionKeyArn: string;
}

/**
 * What lets machines outside AWS read their own secrets, and nothing else: each shows a certificate that the platform team signed,
 * for a private key that never left it. A certificate of another environment is refused by its unit, and one machine's secrets
 * are closed to another by the name in the certificate.
 */
export class RolesAnywhere extends Construct {
  readonly trustAnchorArn: string;
  readonly profileArn: string;
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: RolesAnywhereProps) {
    super(scope, id);
    const { place, environment } = props;
    const name = place.naming.resource("chain-machines");
    const anchor = new RolesanywhereTrustAnchor(this, "trust-anchor", {
      name,
      enabled: true,
      source: {
        sourceType: "CERTIFICATE_BUNDLE",
        sourceData: { x509CertificateData: props.authorityCertificate },
      },
    });
    const role = new IamRole(this, "role", {
      name: place.naming.role("chain-machine"),
      description: `A machine of ${environment} at Hetzner: reads its own secrets`,
      maxSessionDuration: SESSION_SECONDS,
      assumeRolePolicy: policyDocument({
        Sid: "AssumedByMachines",
        Effect: "Allow",
        Principal: { Service: "rolesanywhere.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
        Condition: {
          ArnEquals: { "aws:SourceArn": anchor.arn },
          StringEquals: { "aws:PrincipalTag/x509Subject/OU": environment },
        },
      }),
    });
    const profile = new RolesanywhereProfile(this, "profile", {
      name,
      enabled: true,
      durationSeconds: SESSION_SECONDS,
      roleArns: [role.arn],
    });
    new IamRolePolicy(this, "own-secrets", {
      name: "own-secrets",
      role: role.name,
      policy: readingOwnSecrets({
        place,
        folder: `${props.secretPrefix}/${MACHINE}`,
        encryptionKeyArn: props.encryptionKeyArn,
      }),
    });
    this.trustAnchorArn = anchor.arn;
    this.profileArn = profile.arn;
    // Known at synth, so that the secrets' own policies can name it.
    this.roleArn = place.iamArn(`role/${place.naming.role("chain-machine")}`);
  }
}
