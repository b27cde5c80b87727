import { decide } from "../../tests/iam-decision";
import { policyOf, synthesize } from "../../tests/synthesize";
import { ChainSecrets } from "./chain-secrets";

const ROLE = "arn:aws:iam::111122223333:role/pitboss-test-chain-machine";

const placesOf = (protect: boolean) =>
  synthesize((scope) => {
    new ChainSecrets(scope, "secrets", {
      prefix: "pitboss-test/chains",
      encryptionKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/data",
      machines: {
        "validator-0": { names: ["node-key"], reader: { roleArn: ROLE, certificateName: "validator-0" } },
        "aws-gateway": {
          names: ["wireguard-private-key"],
          reader: { roleArn: "arn:aws:iam::111122223333:role/gateway" },
        },
      },
      protect,
    });
  });
const stack = placesOf(true);

describe("the places for machines' secrets", () => {
  it("are empty: nothing of a value passes through Terraform", () => {
    expect(stack.types()).toEqual(["aws_secretsmanager_secret", "aws_secretsmanager_secret_policy"]);
  });

  it("are in the machine's folder, encrypted by our key, and can be brought back for a month", () => {
    expect(stack.at("aws_secretsmanager_secret", "validator-0/node-key/secret")).toMatchObject({
      name: "pitboss-test/chains/validator-0/node-key",
      kms_key_id: "arn:aws:kms:eu-central-1:111122223333:key/data",
      recovery_window_in_days: 30,
    });
  });

  it("give up their names at once where everything is made to be made again", () => {
    const secrets = Object.values(placesOf(false).resources("aws_secretsmanager_secret"));
    expect(secrets.map((secret) => secret.recovery_window_in_days)).toEqual([0, 0]);
  });

  const policy = stack.at("aws_secretsmanager_secret_policy", "validator-0/node-key/policy");
  const reading = (principal: string, certificate?: string) =>
    decide(policyOf(policy).Statement, {
      action: "secretsmanager:GetSecretValue",
      resource:
        "arn:aws:secretsmanager:eu-central-1:111122223333:secret:pitboss-test/chains/validator-0/node-key-AbCdEf",
      by: principal,
      context: {
        "aws:PrincipalArn": principal,
        ...(certificate !== undefined && { "aws:PrincipalTag/x509Subject/CN": certificate }),
      },
    });

  it("are closed to everybody but the machine, whatever their own policies say", () => {
    expect(reading("arn:aws:iam::111122223333:role/platform-admin")).toBe("denied");
    expect(reading(ROLE, "validator-1")).toBe("denied");
    expect(reading(ROLE)).toBe("denied");
  });

  it("leave the machine what its role's own policy gives it", () => {
    expect(reading(ROLE, "validator-0")).toBe("not allowed");
  });

  it("ask no certificate of a machine whose role is its alone", () => {
    const gateway = stack.at("aws_secretsmanager_secret_policy", "aws-gateway/wireguard-private-key/policy");
    expect(policyOf(gateway).Statement.map(({ Sid }) => Sid)).toEqual(["DenyOtherRoles"]);
  });
});
