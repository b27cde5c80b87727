import fc from "fast-check";
import {
  isInStandardSupport,
  karpenterSupports,
  kubernetesVersion,
  kubernetesVersionProblem,
  versionCatalogue,
} from "./version-catalogue";

const { kubernetes, reviewedOn } = versionCatalogue;
const pinned = kubernetes.flatMap(({ minor, pins }) => (pins === undefined ? [] : [{ minor, ...pins }]));

describe("the version catalogue", () => {
  it("lists the Kubernetes minors oldest first, each supported longer than the one before", () => {
    const numbers = kubernetes.map(({ minor }) => Number(minor.split(".")[1]));
    expect(numbers).toEqual(numbers.map((_, index) => numbers[0]! + index));
    const ends = kubernetes.map(({ standardSupportUntil }) => standardSupportUntil);
    expect(ends).toEqual([...new Set(ends)].sort());
  });

  it.each(pinned)(
    "pins the add-ons of $minor as EKS writes them, in the order of their names",
    ({ addons }) => {
      expect(Object.keys(addons)).toEqual(Object.keys(addons).sort());
      for (const version of Object.values(addons)) expect(version).toMatch(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/);
    },
  );

  it.each(pinned)("pins the kube-proxy and the node release of $minor to that minor", (pins) => {
    expect(pins.addons["kube-proxy"]).toMatch(new RegExp(`^v${pins.minor}\\.`));
    expect(pins.nodeRelease).toMatch(new RegExp(`^${pins.minor}\\.\\d+-\\d{8}$`));
  });

  it.each(pinned)("gives Karpenter and managed node groups of $minor the same image", (pins) => {
    expect(pins.nodeImage).toBe(`al2023@v${pins.nodeRelease.split("-")[1]!}`);
  });

  it.each(pinned)("pins no image of $minor from after the review", ({ nodeRelease }) => {
    expect(Number(nodeRelease.split("-")[1])).toBeLessThanOrEqual(Number(reviewedOn.replaceAll("-", "")));
  });
});

describe("a Kubernetes minor", () => {
  it("is deployed with everything that is pinned for it", () => {
    const { pins, standardSupportUntil } = kubernetes.find(({ minor }) => minor === "1.35")!;
    expect(kubernetesVersionProblem("1.35")).toBeUndefined();
    expect(kubernetesVersion("1.35")).toEqual({ minor: "1.35", standardSupportUntil, ...pins });
  });

  it.each([
    ["1.29", "Kubernetes 1.29 is not in the version catalogue; allowed: 1.35"],
    ["1.33", "Kubernetes 1.33 left EKS standard support on 2026-07-29, judged on 2026-11-21; allowed: 1.35"],
    [
      "1.34",
      "Kubernetes 1.34 leaves EKS standard support on 2026-12-02, 11 days from 2026-11-21; " +
        "expected more than 30; allowed: 1.35",
    ],
    ["1.36", "Kubernetes 1.36 needs Karpenter 1.13 or later, pinned is 1.12.2; allowed: 1.35"],
  ])("is refused when it is %s", (minor, problem) => {
    expect(kubernetesVersionProblem(minor)).toBe(problem);
    expect(() => kubernetesVersion(minor)).toThrow(problem);
  });

  it.each(["1.35.8", "1.350", "", "constructor"])("is refused when it is no minor: %p", (minor) => {
    expect(kubernetesVersionProblem(minor)).toContain("is not in the version catalogue");
  });

  it("is refused from 30 days before its standard support ends", () => {
    expect(kubernetesVersionProblem("1.35", "2027-02-24")).toBeUndefined();
    expect(kubernetesVersionProblem("1.35", "2027-02-25")).toContain("30 days from 2027-02-25");
  });

  it("is refused while nothing is pinned for it, however well supported", () => {
    expect(kubernetesVersionProblem("1.34", "2026-10-01")).toBe(
      "Kubernetes 1.34 has no pinned add-ons and node image in the version catalogue; allowed: 1.35",
    );
  });

  it("is refused with a call for a review when no minor is left", () => {
    expect(kubernetesVersionProblem("1.35", "2027-03-27")).toMatch(/left EKS .*; allowed: none, review/);
  });
});

describe("standard support", () => {
  it("lasts until the day before its end", () => {
    expect(isInStandardSupport("1.35", "2027-03-26")).toBe(true);
    expect(isInStandardSupport("1.35", "2027-03-27")).toBe(false);
  });

  it("is judged on the day of the review when no day is given", () => {
    expect(kubernetes.filter(({ minor }) => isInStandardSupport(minor)).map(({ minor }) => minor)).toEqual([
      "1.34",
      "1.35",
      "1.36",
    ]);
  });

  it("ends once: after a day without it there is no day with it", () => {
    const day = fc.date({ min: new Date("2026-01-01"), max: new Date("2028-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...kubernetes), day, ({ minor, standardSupportUntil }, date) => {
        const onDate = date.toISOString().slice(0, 10);
        expect(isInStandardSupport(minor, onDate)).toBe(onDate < standardSupportUntil);
      }),
    );
  });

  it("covers no minor that is not in the catalogue", () => {
    expect(isInStandardSupport("1.99")).toBe(false);
  });

  it.each(["2026-11", "21.11.2026", "2026-13-01", "2027-02-31"])(
    "is not judged on %p, which is no day",
    (onDate) => {
      expect(() => isInStandardSupport("1.35", onDate)).toThrow(`got "${onDate}"`);
    },
  );
});

describe("Karpenter", () => {
  it("supports a minor from its minimum version on, compared by number", () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), (minorNumber, patch) => {
        expect(karpenterSupports("1.35", `1.${minorNumber}.${patch}`)).toBe(minorNumber >= 9);
        expect(karpenterSupports("1.36", `1.${minorNumber}.${patch}`)).toBe(minorNumber >= 13);
      }),
    );
  });

  it("supports no minor that is not in the catalogue", () => {
    expect(karpenterSupports("1.37", "2.0.0")).toBe(false);
  });
});
