import { policyOf, synthesize } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { EncryptionKey } from "./encryption-key";

const place = new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1");
const logs = EncryptionKey.usableByLogs(place, "/aws/eks/*");
const stack = synthesize((scope) => {
  new EncryptionKey(scope, "plain", {
    name: "pitboss-test-plain",
    description: "nothing yet",
    place,
  });
  new EncryptionKey(scope, "logs", {
    name: "pitboss-test-logs",
    description: "log groups",
    place,
    statements: [logs],
  });
});

describe("an encryption key", () => {
  it("is renewed every year and can be brought back for 30 days", () => {
    expect(stack.at("aws_kms_key", "plain/key")).toMatchObject({
      description: "nothing yet",
      enable_key_rotation: true,
      deletion_window_in_days: 30,
    });
    expect(stack.at("aws_kms_alias", "plain/alias")).toMatchObject({ name: "alias/pitboss-test-plain" });
  });

  it("is administered by the account, and used by nobody else unless a statement says so", () => {
    const account = {
      Sid: "AdministeredByTheAccount",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111122223333:root" },
      Action: "kms:*",
      Resource: "*",
    };
    expect(policyOf(stack.at("aws_kms_key", "plain/key")).Statement).toEqual([account]);
    expect(policyOf(stack.at("aws_kms_key", "logs/key")).Statement).toEqual([account, logs]);
  });

  it("serves CloudWatch Logs of one region, for this account's log groups of the given names", () => {
    expect(logs).toMatchObject({
      Principal: { Service: "logs.eu-central-1.amazonaws.com" },
      Condition: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/eks/*",
        },
      },
    });
  });

  it("is never lent to a service without a condition", () => {
    const lend = () =>
      EncryptionKey.usableByService({ sid: "Lent", service: "sns.amazonaws.com", condition: {} });
    expect(lend).toThrow("Lent: expected a condition that ties sns.amazonaws.com to this account, got none");
  });
});
