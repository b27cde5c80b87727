import { controlPlaneZonesOf, isRegion, regions, zonesOf } from "./regions";

describe("the regions", () => {
  it("are in order and include Frankfurt, Milan and Virginia", () => {
    expect(regions).toEqual([...regions].sort());
    expect(regions).toEqual(expect.arrayContaining(["eu-central-1", "eu-south-1", "us-east-1"]));
  });

  it.each(["eu-west-3", "eu-central-1a", "EU-CENTRAL-1", "", "toString"])("do not include %p", (name) => {
    expect(isRegion(name)).toBe(false);
  });
});

describe.each(regions)("the zones of %s", (region) => {
  /** `eu-central-1` → `euc1`. */
  const prefix = region.replace(/^([a-z]{2})-([a-z])[a-z]+-(\d)$/, "$1$2$3");

  it("are Availability Zones of that region, in order, no two alike", () => {
    const zones = zonesOf(region);
    for (const zone of zones) expect(zone).toMatch(new RegExp(`^${prefix}-az\\d$`));
    expect(zones).toEqual([...new Set(zones)].sort());
  });

  it("hold an EKS control plane in at least three", () => {
    expect(controlPlaneZonesOf(region).length).toBeGreaterThanOrEqual(3);
    expect(zonesOf(region)).toEqual(expect.arrayContaining([...controlPlaneZonesOf(region)]));
  });
});

describe("an EKS control plane", () => {
  it("has no subnet in use1-az3", () => {
    expect(zonesOf("us-east-1")).toContain("use1-az3");
    expect(controlPlaneZonesOf("us-east-1")).toEqual([
      "use1-az1",
      "use1-az2",
      "use1-az4",
      "use1-az5",
      "use1-az6",
    ]);
  });
});
