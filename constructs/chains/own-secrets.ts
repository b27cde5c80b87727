import type { Place } from "../core/place";
import { policyDocument } from "../core/policy-document";

export interface OwnSecretsProps {
  readonly place: Place;
  /** The folder of the secrets: `pitboss-prod/chains/aws-gateway`. */
  readonly folder: string;
  /** The key that encrypts them. */
  readonly encryptionKeyArn: string;
}

/** What a machine may do in AWS: read the secrets of its own folder. The key decrypts them alone, and through Secrets Manager. */
export function readingOwnSecrets({ place, folder, encryptionKeyArn }: OwnSecretsProps): string {
  const secrets = place.arn("secretsmanager", `secret:${folder}/*`);
  return policyDocument(
    {
      Sid: "ReadOwnSecrets",
      Effect: "Allow",
      Action: "secretsmanager:GetSecretValue",
      Resource: secrets,
    },
    {
      Sid: "DecryptOwnSecrets",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: encryptionKeyArn,
      Condition: {
        StringEquals: { "kms:ViaService": `secretsmanager.${place.region}.amazonaws.com` },
        StringLike: { "kms:EncryptionContext:SecretARN": secrets },
      },
    },
  );
}
