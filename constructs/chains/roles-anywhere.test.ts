import { testPlace } from "../../tests/fleet";
import { policyOf, synthesizeBuilt } from "../../tests/synthesize";
import { RolesAnywhere } from "./roles-anywhere";

const { stack, built } = synthesizeBuilt(
  (scope) =>
    new RolesAnywhere(scope, "roles-anywhere", {
      place: testPlace(),
      environment: "test",
      authorityCertificate: "-----BEGIN CERTIFICATE-----",
      secretPrefix: "pitboss-test/chains",
      encryptionKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/data",
    }),
);

describe("machines outside AWS", () => {
  it("are trusted by the certificate of the platform's own authority", () => {
    expect(stack.only("aws_rolesanywhere_trust_anchor").source).toEqual({
      source_data: { x509_certificate_data: "-----BEGIN CERTIFICATE-----" },
      source_type: "CERTIFICATE_BUNDLE",
    });
  });

  it("take the role by a certificate of that authority and of this environment", () => {
    const [trust] = policyOf(stack.only("aws_iam_role"), "assume_role_policy").Statement;
    expect(trust).toEqual({
      Sid: "AssumedByMachines",
      Effect: "Allow",
      Principal: { Service: "rolesanywhere.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
      Condition: {
        ArnEquals: {
          "aws:SourceArn": expect.stringMatching(/^\$\{aws_rolesanywhere_trust_anchor\..*\.arn\}$/),
        },
        StringEquals: { "aws:PrincipalTag/x509Subject/OU": "test" },
      },
    });
  });

  it("read their own secrets alone, by the name in their certificate", () => {
    const policy = stack.only("aws_iam_role_policy");
    const [reading, decrypting] = policyOf(policy).Statement;
    // Terraform makes one dollar sign of two.
    const own =
      "arn:aws:secretsmanager:eu-central-1:111122223333:secret:pitboss-test/chains/$${aws:PrincipalTag/x509Subject/CN}/*";
    expect(reading).toMatchObject({ Action: "secretsmanager:GetSecretValue", Resource: own });
    expect(decrypting).toMatchObject({
      Action: "kms:Decrypt",
      Resource: "arn:aws:kms:eu-central-1:111122223333:key/data",
      Condition: {
        StringEquals: { "kms:ViaService": "secretsmanager.eu-central-1.amazonaws.com" },
        StringLike: { "kms:EncryptionContext:SecretARN": own },
      },
    });
  });

  it("have credentials for an hour", () => {
    expect(stack.only("aws_rolesanywhere_profile").duration_seconds).toBe(3600);
    expect(built.roleArn).toBe("arn:aws:iam::111122223333:role/pitboss-test-chain-machine");
  });
});
