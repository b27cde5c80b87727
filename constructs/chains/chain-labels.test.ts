import { chainLabels } from "./chain-labels";

describe("the labels of the chain's resources", () => {
  it("say whose they are, in letters that Hetzner takes", () => {
    const labels = chainLabels({ environment: "dev", owner: "platform" });
    expect(labels).toEqual({ env: "dev", layer: "chains", "managed-by": "pitboss", owner: "platform" });
    for (const text of [...Object.keys(labels), ...Object.values(labels)]) {
      expect(text).toMatch(/^[a-zA-Z0-9]([\w.-]{0,61}[a-zA-Z0-9])?$/);
    }
  });
});
