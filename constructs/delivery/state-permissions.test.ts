import { decide } from "../../tests/iam-decision";
import { readState, writeState } from "./state-permissions";

const state = {
  stateBucketArn: "arn:aws:s3:::state",
  stateKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/1",
};
const reader = readState(state);
const writer = [...reader, ...writeState(state, ["network"])];
const object = (key: string) => `${state.stateBucketArn}/${key}`;

describe("whoever plans", () => {
  it("reads every state and holds its lock", () => {
    expect(decide(reader, { action: "s3:GetObject", resource: object("network/terraform.tfstate") })).toBe(
      "allowed",
    );
    for (const action of ["s3:PutObject", "s3:DeleteObject"]) {
      expect(decide(reader, { action, resource: object("network/terraform.tfstate.tflock") })).toBe(
        "allowed",
      );
    }
    expect(decide(reader, { action: "kms:Decrypt", resource: state.stateKeyArn })).toBe("allowed");
  });

  it("writes no state", () => {
    expect(decide(reader, { action: "s3:PutObject", resource: object("network/terraform.tfstate") })).toBe(
      "not allowed",
    );
  });
});

describe("whoever deploys", () => {
  it("writes the state of its own layers and of no other", () => {
    const write = (layer: string) =>
      decide(writer, { action: "s3:PutObject", resource: object(`${layer}/terraform.tfstate`) });
    expect(write("network")).toBe("allowed");
    expect(write("foundation")).toBe("not allowed");
  });

  it.each(["s3:DeleteObject", "s3:DeleteObjectVersion"])("cannot %s a state", (action) => {
    expect(decide(writer, { action, resource: object("network/terraform.tfstate") })).toBe("not allowed");
  });
});
