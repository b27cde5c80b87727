import type { Statement } from "../constructs/core/policy-document";
import { decide, decideWithin } from "./iam-decision";

const reads: Statement = {
  Sid: "Reads",
  Effect: "Allow",
  Action: "s3:Get*",
  Resource: "arn:aws:s3:::logs/*",
};
const call = { action: "s3:GetObject", resource: "arn:aws:s3:::logs/today" };

describe("IAM's decision", () => {
  it("needs a statement that covers both the action and the resource", () => {
    expect(decide([reads], call)).toBe("allowed");
    expect(decide([reads], { ...call, action: "s3:PutObject" })).toBe("not allowed");
    expect(decide([reads], { ...call, resource: "arn:aws:s3:::state/today" })).toBe("not allowed");
  });

  it("lets one denial outweigh every permission", () => {
    const all: Statement = { Sid: "None", Effect: "Deny", NotAction: "s3:List*", Resource: "*" };
    expect(decide([reads, all], call)).toBe("denied");
  });

  it("holds a negated condition for a key that is absent, and a plain one not", () => {
    const but = (operator: string): Statement[] => [
      reads,
      {
        Sid: "But",
        Effect: "Deny",
        Action: "*",
        Resource: "*",
        Condition: { [operator]: { "s3:TlsVersion": "1.3" } },
      },
    ];
    expect(decide(but("StringNotEquals"), call)).toBe("denied");
    expect(decide(but("StringEquals"), call)).toBe("allowed");
  });

  it("within a boundary needs both to allow", () => {
    const boundary: Statement = { Sid: "Ec2", Effect: "Allow", Action: "ec2:*", Resource: "*" };
    expect(decideWithin([boundary], [reads], call)).toBe("not allowed");
    expect(decideWithin([boundary, reads], [reads], call)).toBe("allowed");
    expect(decideWithin([boundary, reads], [], call)).toBe("not allowed");
  });
});
