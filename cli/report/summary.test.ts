import { checkOf, DAY, finding, layersOf } from "./__fixtures__/full-platform";
import { summaryOf } from "./summary";

const stacks = layersOf("prod").slice(0, 3);
const synthesis = { stacks, unreadable: [] };

describe("the summary", () => {
  it("says how far a passed check reaches, and what is left", () => {
    const { headline, sentence, reasons, notes, environments } = summaryOf(checkOf(stacks), synthesis, DAY);
    expect(headline).toBe("The gate passed");
    expect(sentence).toBe(
      "300 checks held over 3 stacks of prod. No finding is critical or high; nothing is open, none is suppressed.",
    );
    expect([reasons, notes]).toEqual([[], []]);
    expect(environments).toEqual([{ name: "prod", state: "passed", stacks: 3, checksPassed: 300 }]);
  });

  it("says why the gate refused, finding by finding and problem by problem", () => {
    const failing = finding("prod-cluster", { severity: "HIGH", verdict: "failing" });
    const problem = { kind: "not-checked", stack: null, message: "a policy did not load" } as const;
    const check = { ...checkOf(stacks, [failing]), problems: [problem] };
    const { headline, sentence, reasons, environments } = summaryOf(check, synthesis, DAY);
    expect(headline).toBe("The gate refused");
    expect(sentence).toContain("but 1 finding critical or high and 1 other problem stand in the way");
    expect(reasons).toEqual([
      "HIGH CKV_AWS_27: Ensure all data stored in the SQS queue is encrypted, at prod-cluster/karpenter/queue",
      "a policy did not load",
    ]);
    expect(environments[0]!.state).toBe("refused");
  });

  it("refuses only the environment that a problem is about", () => {
    const both = { stacks: [...stacks, ...layersOf("dev")], unreadable: [] };
    const problem = { kind: "unsupported", stack: "dev-cluster", message: "too old" } as const;
    const { environments } = summaryOf({ ...checkOf(both.stacks), problems: [problem] }, both, DAY);
    expect(environments.map(({ name, state }) => [name, state])).toEqual([
      ["prod", "passed"],
      ["dev", "refused"],
    ]);
  });

  it("admits what the check did not look at, and what has changed since", () => {
    const [one, two, three] = stacks;
    const check = checkOf([one!, { ...two!, document: { ...two!.document, resource: {} } }]);
    const { notes, environments } = summaryOf(
      check,
      { stacks: [one!, two!, three!], unreadable: [] },
      "2026-12-01",
    );
    expect(notes).toEqual([
      "The last check did not look at prod-cluster.",
      "Synthesized anew since the check, and so judged by what was before: prod-network.",
      "The gate judged on 2026-11-21; days left are counted from 2026-12-01.",
    ]);
    expect(environments[0]!.state).toBe("passed");
    expect(summaryOf(checkOf([]), synthesis, DAY).environments[0]!.state).toBe("not checked");
  });
});
