import { isBurstable, storeClass } from "./store-classes";

/** The rows of AWS's own lists that the catalogue is a part of: https://docs.aws.amazon.com/msk/latest/developerguide/broker-instance-sizes.html */
const M7G_BROKERS = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"];

describe("a class of a store", () => {
  it.each([
    ["postgres", "db.m8g.48xlarge"],
    ["valkey", "cache.r7g.16xlarge"],
    ["documents", "db.r8g.large"],
  ] as const)("is steady: %s %s", (engine, name) => {
    expect(storeClass(engine, name)).toEqual({ name, burstable: false });
  });

  it.each([
    ["postgres", "db.t4g.medium"],
    ["valkey", "cache.t4g.micro"],
    ["documents", "db.t4g.medium"],
  ] as const)("is burstable: %s %s", (engine, name) => {
    expect(storeClass(engine, name)).toEqual({ name, burstable: true });
  });

  it.each(M7G_BROKERS)("is each size of broker that MSK has: %s", (size) => {
    expect(storeClass("kafka", `kafka.m7g.${size}`).burstable).toBe(false);
  });

  it.each([
    ["postgres", "db.m7i.large", "an x86 class"],
    ["postgres", "cache.m7g.large", "another engine's"],
    ["postgres", "db.m7g.24xlarge", "a size that its family does not have"],
    ["postgres", "db.t4g.micro", "one too small for Performance Insights"],
    ["kafka", "express.m7g.large", "an Express broker"],
    ["kafka", "kafka.t3.small", "one that Kafka 4 does not run on"],
    ["documents", "db.m7g.large", "a family that DocumentDB does not have"],
    ["valkey", "", "nothing"],
  ] as const)("of %s is not %p, %s", (...[engine, name]) => {
    expect(() => storeClass(engine, name)).toThrow(`got "${name}", expected one of `);
  });

  it("is listed by family and size where another is asked for", () => {
    expect(() => storeClass("kafka", "kafka.m5.large")).toThrow(
      'got "kafka.m5.large", expected one of ' +
        "kafka.m7g (large, xlarge, 2xlarge, 4xlarge, 8xlarge, 12xlarge, 16xlarge)",
    );
  });

  it("is not burstable where the engine does not have it", () => {
    expect(isBurstable("valkey", "cache.t4g.small")).toBe(true);
    expect(isBurstable("valkey", "cache.m7g.large")).toBe(false);
    expect(isBurstable("valkey", "db.t4g.medium")).toBe(false);
  });
});
