import { Construct } from "constructs";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { synthesize } from "../../tests/synthesize";
import { type ResourceSuppression, type Suppression, Suppressions } from "./suppressions";

const accepted: Suppression = {
  check: "CKV_AWS_26",
  reason: "carries no data, only the word that something happened",
  owner: "platform",
  expires: "2027-06-30",
};

function rowsOf(build: (scope: Construct) => void): readonly ResourceSuppression[] {
  let rows: readonly ResourceSuppression[] = [];
  synthesize((stack) => {
    build(stack);
    rows = Suppressions.within(stack);
  });
  return rows;
}

describe("a suppression", () => {
  it("covers every resource at or below the construct, and no other", () => {
    const rows = rowsOf((stack) => {
      const covered = new Construct(stack, "covered");
      new SnsTopic(covered, "one", {});
      new SnsTopic(covered, "two", {});
      new SnsTopic(stack, "other", {});
      Suppressions.add(covered, accepted);
    });
    expect(rows.map((row) => row.path)).toEqual(["test/covered/one", "test/covered/two"]);
    expect(rows[0]).toMatchObject({
      ...accepted,
      resource: expect.stringMatching(/^aws_sns_topic\.covered_one_/),
    });
  });

  it("can be declared on the resource itself", () => {
    const rows = rowsOf((stack) => {
      Suppressions.add(new SnsTopic(stack, "topic", {}), accepted);
    });
    expect(rows).toHaveLength(1);
  });

  it.each<[string, Partial<Suppression>, string]>([
    ["a check id that Checkov would not know", { check: "S3-encryption" }, 'got "S3-encryption"'],
    ["a reason too short to weigh", { reason: "fine" }, "at least 20 characters"],
    ["no owner", { owner: " " }, "expected an owner"],
    ["an expiry that is not a day", { expires: "next year" }, 'got "next year"'],
    ["a month that does not exist", { expires: "2027-13-45" }, 'got "2027-13-45"'],
    ["a day that its month does not have", { expires: "2027-02-31" }, 'got "2027-02-31"'],
  ])("refuses %s and says where it stands", (_, change, message) => {
    const declare = () =>
      rowsOf((stack) => {
        Suppressions.add(new SnsTopic(stack, "topic", {}), { ...accepted, ...change });
      });
    expect(declare).toThrow(message);
    expect(declare).toThrow("test/topic");
  });
});
