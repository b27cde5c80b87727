import fc from "fast-check";
import { ENGINES_REVIEWED_ON, enginePins, engineVersion, engineVersionProblem } from "./engine-catalogue";

describe("the engine catalogue", () => {
  it("pins a PostgreSQL minor of the major that an environment names", () => {
    const { release, family, supportedUntil } = engineVersion("postgres", "18");
    expect(release).toMatch(/^18\.\d+$/);
    expect(family).toBe("postgres18");
    expect(supportedUntil).toBe("2031-02-28");
  });

  it("names Kafka as MSK does where it runs without ZooKeeper", () => {
    expect(engineVersion("kafka", "4.1").release).toBe("4.1.x.kraft");
  });

  it.each([
    ["valkey", "8.2", "valkey8"],
    ["valkey", "9.0", "valkey9"],
    ["documents", "8.0", "docdb8.0"],
  ] as const)("gives %s %s the family %s", (engine, version, family) => {
    expect(engineVersion(engine, version).family).toBe(family);
  });

  it.each([
    ["postgres", "16", /^got "16", .*; expected a version of PostgreSQL on RDS: 17, 18$/],
    ["postgres", "18.6", /^got "18\.6"/],
    ["kafka", "4.1.x.kraft", /expected a version of Kafka on MSK: 3\.9, 4\.1$/],
    ["documents", "constructor", /^got "constructor"/],
  ] as const)("refuses %s %s, and says what there is", (engine, version, problem) => {
    expect(engineVersionProblem(engine, version)).toMatch(problem);
    expect(() => engineVersion(engine, version)).toThrow(problem);
  });

  it("covers a version to the last day of its standard support, and no longer", () => {
    expect(engineVersionProblem("postgres", "17", "2030-02-28")).toBeUndefined();
    expect(engineVersionProblem("postgres", "17", "2030-03-01")).toBe(
      'got "17", whose standard support ended on 2030-02-28; expected a version of PostgreSQL on RDS: 18',
    );
  });

  it("calls for a review where none is left", () => {
    expect(engineVersionProblem("postgres", "18", "2040-01-01")).toContain(
      "none, review the engine catalogue",
    );
  });

  it("ends no support that AWS has announced no end of", () => {
    const day = fc.date({ min: new Date("2026-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        expect(engineVersionProblem("valkey", "9.0", date.toISOString().slice(0, 10))).toBeUndefined();
      }),
    );
  });

  it("lists each pin for the report, none of them out of support at the review", () => {
    expect(enginePins).toContainEqual({
      name: "PostgreSQL on RDS",
      version: engineVersion("postgres", "18").release,
      layer: "data",
      supportedUntil: "2031-02-28",
      source: expect.stringMatching(/^https:\/\/docs\.aws\.amazon\.com\//),
    });
    for (const { supportedUntil = "9999-12-31" } of enginePins) {
      expect(supportedUntil > ENGINES_REVIEWED_ON).toBe(true);
    }
  });
});
