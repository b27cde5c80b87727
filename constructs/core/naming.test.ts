import { Naming } from "./naming";

const naming = new Naming("pitboss", "dev");

describe("the names of an environment's resources", () => {
  it("start with the organization and the environment", () => {
    expect(naming.resource("eks")).toBe("pitboss-dev-eks");
    expect(naming.bucket("state", "111122223333")).toBe("pitboss-dev-state-111122223333");
  });

  it("are refused when AWS would refuse them for their length", () => {
    const purpose = (length: number) => "a".repeat(length);
    expect(naming.role(purpose(52))).toHaveLength(64);
    expect(() => naming.role(purpose(53))).toThrow(
      /^pitboss-dev: expected a name of at most 64 characters for a role, got "pitboss-dev-a{53}" \(65\)$/,
    );
    expect(() => naming.bucket(purpose(39), "111122223333")).toThrow("at most 63 characters");
    expect(naming.nodeGroupPrefix(purpose(24))).toHaveLength(37);
    expect(() => naming.nodeGroupPrefix(purpose(25))).toThrow(
      "at most 37 characters for a node group prefix",
    );
  });

  it.each(["Upper", "under_score", "-edge", "", "two--hyphens"])(
    "are refused for the purpose %p",
    (purpose) => {
      expect(() => naming.resource(purpose)).toThrow(`got "${purpose}"`);
    },
  );
});
