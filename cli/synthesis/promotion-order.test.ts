import { EnvironmentError } from "../../envs/problem";
import { promotionOrder } from "./promotion-order";

describe("the order of the environments", () => {
  it("is the one in which changes reach them", () => {
    expect(promotionOrder()).toEqual(["dev", "staging", "prod"]);
  });

  it("is nobody's when their data does not hold", () => {
    const refuse = () => {
      throw new EnvironmentError([{ file: "envs/dev.ts", path: "account", message: "expected 12 digits" }]);
    };
    expect(promotionOrder(refuse)).toEqual([]);
  });

  it("hides no other error", () => {
    const fail = () => {
      throw new TypeError("a mistake of ours");
    };
    expect(() => promotionOrder(fail)).toThrow("a mistake of ours");
  });
});
