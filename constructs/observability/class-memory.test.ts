import { memoryGibOf } from "./class-memory";

describe("the memory of a class", () => {
  // https://aws.amazon.com/rds/instance-types/, https://aws.amazon.com/documentdb/pricing/
  it.each([
    ["db.t4g.medium", 4],
    ["db.t4g.large", 8],
    ["db.m7g.large", 8],
    ["db.r7g.xlarge", 32],
    ["db.r8g.2xlarge", 64],
    ["db.r6g.16xlarge", 512],
    ["db.m8g.48xlarge", 768],
  ])("%s has %d GiB", (name, gib) => {
    expect(memoryGibOf(name)).toBe(gib);
  });

  it.each(["db.x2g.large", "db.m7g.metal", "db.m7g.medium", "db.t4g.nano", "large", ""])(
    "is unknown of %j",
    (name) => {
      expect(() => memoryGibOf(name)).toThrow(`got "${name}"`);
    },
  );
});
