import { Fn, Lazy } from "./cdktf";

it("takes no stack trace for a token", () => {
  const taken = jest.spyOn(Error, "captureStackTrace");
  const tokens = [Fn.base64encode("x"), Lazy.stringValue({ produce: () => "x" })];
  expect(tokens).toHaveLength(2);
  expect(taken).not.toHaveBeenCalled();
});
