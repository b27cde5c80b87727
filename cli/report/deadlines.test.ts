import { acceptancesOf } from "./policies";
import { finding, layersOf } from "./__fixtures__/full-platform";
import { deadlineOn, inWords } from "./deadlines";
import { duesOf } from "./dues";
import { inUse, minorsOf, versionsOf } from "./versions";

const TODAY = "2026-11-21";

describe("a deadline", () => {
  it.each([
    ["2026-11-20", "over", "ended 1 day ago"],
    ["2026-11-21", "soon", "0 days left"],
    ["2027-01-20", "soon", "60 days left"],
    ["2027-01-21", "near", "61 days left"],
    ["2027-05-20", "near", "180 days left"],
    ["2027-05-21", "far", "181 days left"],
    [null, "unknown", "no end date published"],
  ])("on %s is %s: %s", (day, urgency, words) => {
    const deadline = deadlineOn(day, TODAY);
    expect(deadline.urgency).toBe(urgency);
    expect(inWords(deadline)).toBe(words);
  });
});

describe("what comes due", () => {
  const acceptance = (expires: string) => ({ reason: "because", owner: "platform", expires, daysLeft: 0 });
  const findings = [
    finding("dev-data", { verdict: "suppressed", suppression: acceptance("2027-05-31") }),
    finding("prod-data", { verdict: "suppressed", suppression: acceptance("2027-05-31") }),
    finding("prod-data", {
      check: "CKV_AWS_1",
      verdict: "suppressed",
      suppression: acceptance("2027-05-31"),
    }),
    finding("prod-data", {
      check: "CKV_AWS_2",
      verdict: "suppressed",
      suppression: acceptance("2026-12-24"),
    }),
  ];
  const versions = versionsOf(
    [
      { name: "Undated", version: "1", layer: "data", source: "" },
      { name: "Late", version: "2", layer: "data", supportedUntil: "2028-01-01", source: "" },
      { name: "Early", version: "3", layer: "data", supportedUntil: "2026-12-01", source: "" },
    ],
    [],
    TODAY,
  );

  it("is one decision for all the resources that it covers", () => {
    const acceptances = acceptancesOf(findings, TODAY);
    expect(acceptances.map(({ check, where }) => [check, where.length])).toEqual([
      ["CKV_AWS_2", 1],
      ["CKV_AWS_1", 1],
      ["CKV_AWS_27", 2],
    ]);
    expect(acceptances[2]!.environments).toEqual(["dev", "prod"]);
  });

  it("comes in the order that it ends, decisions of one owner and day together, and nothing without a day", () => {
    expect(duesOf(acceptancesOf(findings, TODAY), versions).map(({ what }) => what)).toEqual([
      "Early 3",
      "Suppression of CKV_AWS_2 (platform)",
      "2 suppressions (platform)",
      "Late 2",
    ]);
  });

  it("counts days from the day that it is told, not from the check's", () => {
    expect(acceptancesOf(findings, "2027-06-01")[0]!.deadline.urgency).toBe("over");
    expect(minorsOf([], "2026-07-30")[0]).toMatchObject({ minor: "1.33", deadline: { daysLeft: -1 } });
  });
});

describe("a version", () => {
  const pin = (version: string) => ({ name: "PostgreSQL", version, layer: "data", source: "" });
  const stack = (environment: string, text: string) => ({ ...layersOf(environment)[3]!, text });
  const stacks = [
    stack("dev", '"engine_version": "18.6"'),
    stack("prod", '"engine_version": "17.10", "x": "118.60.1"'),
  ];

  it("is in use where a stack of its layer names it, whole", () => {
    const rows = versionsOf([pin("18.6"), pin("17.1"), pin("18.60")], stacks, TODAY);
    expect(rows.map(({ environments }) => environments)).toEqual([["dev"], [], []]);
  });

  it("is found in the address of a download, too", () => {
    const k3s = { ...pin("v1.35.8+k3s1"), name: "k3s" };
    const rows = versionsOf([k3s], [stack("dev", "https://example.org/v1.35.8%2Bk3s1/k3s")], TODAY);
    expect(rows[0]!.environments).toEqual(["dev"]);
  });

  it("that nobody chose comes due for nobody; one that no stack could name does", () => {
    const unnamed = { ...pin("1"), name: "Debian" };
    const rows = versionsOf([pin("18.6"), pin("16.1"), unnamed], stacks, TODAY);
    expect(
      inUse(rows)
        .map(({ version }) => version)
        .sort(),
    ).toEqual(["1", "18.6"]);
  });
});
