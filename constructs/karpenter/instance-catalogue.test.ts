import fc from "fast-check";
import { instanceFamilies, instanceFamily, instanceType, instanceTypes } from "./instance-catalogue";

const everyFamily = instanceFamilies.map(instanceFamily);
const everySize = [...new Set(everyFamily.flatMap(({ sizes }) => sizes.map(({ name }) => name)))];

describe("the instance catalogue", () => {
  it("lists each family once, by name", () => {
    expect(instanceFamilies).toEqual([...new Set(instanceFamilies)].sort());
  });

  it.each(everyFamily)("calls $name arm64 exactly if it is a Graviton", ({ name, architecture }) => {
    expect(architecture).toBe(/^[a-z]\dg/.test(name) ? "arm64" : "amd64");
  });

  it.each(everyFamily)("lists the sizes of $name smallest first, and no metal", ({ sizes }) => {
    const vcpus = sizes.map((size) => size.vcpus);
    expect(vcpus).toEqual([...vcpus].sort((left, right) => left - right));
    expect(sizes.filter(({ name }) => name.startsWith("metal"))).toEqual([]);
  });

  it.each(everyFamily)("gives $name four virtual CPUs for each x of xlarge", ({ sizes }) => {
    for (const { name, vcpus } of sizes.filter(({ name }) => name.endsWith("xlarge"))) {
      expect(vcpus).toBe(4 * Number(name.replace("xlarge", "") || 1));
    }
  });

  it("knows where generations differ in their largest size", () => {
    const largest = (family: string) => instanceFamily(family).sizes.at(-1);
    expect(largest("m6i")).toEqual({ name: "32xlarge", vcpus: 128 });
    expect(largest("m7g")).toEqual({ name: "16xlarge", vcpus: 64 });
    expect(largest("m8g")).toEqual({ name: "48xlarge", vcpus: 192 });
    expect(largest("m8i")).toEqual({ name: "96xlarge", vcpus: 384 });
  });

  it("gives every burstable size up to large two virtual CPUs", () => {
    expect(instanceFamily("t4g").sizes.slice(0, 5)).toEqual(
      ["nano", "micro", "small", "medium", "large"].map((name) => ({ name, vcpus: 2 })),
    );
  });

  it("refuses a family that it does not have, and says which it has", () => {
    expect(() => instanceFamily("constructor")).toThrow('got "constructor"');
    expect(() => instanceFamily("m5")).toThrow(/expected an EC2 instance family of c6a, .*, t4g, got "m5"/);
  });
});

describe("an instance type", () => {
  it("has its family's architecture and its size's virtual CPUs", () => {
    expect(instanceType("m7g.2xlarge")).toEqual({
      name: "m7g.2xlarge",
      family: "m7g",
      size: "2xlarge",
      architecture: "arm64",
      vcpus: 8,
    });
    expect(instanceType("c7i-flex.large")).toMatchObject({ architecture: "amd64", vcpus: 2 });
  });

  it.each(["m7i.32xlarge", "m7g.metal", "m7g", "m7g.", "m7g.2xlarge.large"])("is not %s", (name) => {
    expect(() => instanceType(name)).toThrow(`got "${name}"`);
  });

  it("is not of a family that the catalogue does not have", () => {
    expect(() => instanceType("m5.large")).toThrow('got "m5"');
  });
});

describe("the instance types among families and sizes", () => {
  it("are those that exist, by family and then by size, whatever the order and repetition asked", () => {
    expect(
      instanceTypes({ families: ["m7g", "c8g", "m7g"], sizes: ["24xlarge", "4xlarge", "medium", "4xlarge"] }),
    ).toEqual(["c8g.medium", "c8g.4xlarge", "c8g.24xlarge", "m7g.medium", "m7g.4xlarge"]);
  });

  it("refuse a size that exists in none of the families", () => {
    expect(() => instanceTypes({ families: ["m7g", "c7g"], sizes: ["large", "2xlrge"] })).toThrow(
      /one of m7g, c7g has \(medium, large, .*, 16xlarge\), got "2xlrge"/,
    );
    expect(() => instanceTypes({ families: ["m7g"], sizes: ["24xlarge"] })).toThrow('got "24xlarge"');
  });

  it("refuse a family that the catalogue does not have", () => {
    expect(() => instanceTypes({ families: ["m5"], sizes: ["large"] })).toThrow('got "m5"');
  });

  it("are exactly the pairs of a chosen family and a chosen size that it has", () => {
    fc.assert(
      fc.property(
        fc.subarray([...instanceFamilies], { minLength: 1 }),
        fc.subarray(everySize),
        (names, sizes) => {
          const chosen = names.map(instanceFamily);
          const existing = sizes.filter((size) =>
            chosen.some((family) => family.sizes.some(({ name }) => name === size)),
          );
          const types = instanceTypes({ families: names, sizes: existing });
          const pairs = chosen.flatMap((family) =>
            family.sizes
              .filter(({ name }) => existing.includes(name))
              .map(({ name }) => `${family.name}.${name}`),
          );
          expect([...types].sort()).toEqual(pairs.sort());
          for (const type of types) expect(instanceType(type).name).toBe(type);
        },
      ),
    );
  });
});
