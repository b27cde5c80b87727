import fc from "fast-check";
import { hetznerLocations } from "./hetzner-location";
import { choiceProblem, chooseServerType, serverType, serverTypes } from "./server-type-catalogue";

const nothing = {};
const wish = { preferred: "ccx13", fallbacks: ["cpx32", "cpx42"] };

describe("the server type catalogue", () => {
  it("has every current line of Hetzner Cloud, each type once", () => {
    const names = serverTypes.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining(["cx23", "cx53", "cpx12", "cpx62", "ccx13", "ccx63", "cax11", "cax41"]),
    );
  });

  it.each(serverTypes)(
    "calls $name arm64 exactly if it is a cax, and dedicated exactly if it is a ccx",
    (type) => {
      expect(type.architecture).toBe(type.name.startsWith("cax") ? "arm64" : "amd64");
      expect(type.cpu).toBe(type.name.startsWith("ccx") ? "dedicated" : "shared");
    },
  );

  it.each(["cx", "cpx", "ccx", "cax"])("lists %s from small to large", (line) => {
    const sizes = serverTypes.filter(({ name }) => name.replace(/\d+$/, "") === line);
    const sorted = [...sizes].sort((one, other) => one.memoryGib - other.memoryGib);
    expect(sizes).toEqual(sorted);
    expect(sizes.map(({ vcpus }) => vcpus)).toEqual(
      [...sizes.map(({ vcpus }) => vcpus)].sort((a, b) => a - b),
    );
    expect(sizes.map(({ diskGb }) => diskGb)).toEqual(
      [...sizes.map(({ diskGb }) => diskGb)].sort((a, b) => a - b),
    );
  });

  it("knows what a type is", () => {
    expect(serverType("ccx23")).toEqual({
      name: "ccx23",
      architecture: "amd64",
      cpu: "dedicated",
      vcpus: 4,
      memoryGib: 16,
      diskGb: 160,
      locations: ["fsn1", "hel1", "nbg1"],
    });
  });

  it.each([
    ["cx22", "cx23"],
    ["cpx31", "cpx32"],
    ["cpx51", "cpx62"],
    ["ccx12", "ccx13"],
  ])("refuses %s, which is no longer sold, and names %s", (old, successor) => {
    expect(() => serverType(old)).toThrow(
      `expected a Hetzner server type that is still sold, such as its successor "${successor}", got "${old}"`,
    );
    expect(serverType(successor).name).toBe(successor);
  });

  it.each(["cx99", "", "constructor", "CCX13"])("refuses %p, which Hetzner never had", (name) => {
    expect(() => serverType(name)).toThrow(/expected a Hetzner server type of cx23, .*, cax41, got "/);
  });
});

describe("the choice of a server type", () => {
  it("is the preferred one while it is in stock", () => {
    expect(chooseServerType({ ...wish, location: "fsn1", outOfStock: nothing }).name).toBe("ccx13");
  });

  it("is the first fallback that is in stock in the location", () => {
    const outOfStock = { fsn1: ["ccx13", "cpx32"], nbg1: ["ccx13"] };
    expect(chooseServerType({ ...wish, location: "fsn1", outOfStock }).name).toBe("cpx42");
    expect(chooseServerType({ ...wish, location: "nbg1", outOfStock }).name).toBe("cpx32");
    expect(chooseServerType({ ...wish, location: "hel1", outOfStock }).name).toBe("ccx13");
  });

  it("fails when nothing is in stock, and says what would help", () => {
    const outOfStock = { hel1: ["ccx13", "cpx32", "cpx42"] };
    expect(() => chooseServerType({ ...wish, location: "hel1", outOfStock })).toThrow(
      'expected a server type that is in stock in hel1 among ccx13, cpx32, cpx42, got none: give "ccx13" another fallback, ' +
        "or take from outOfStock.hel1 what can be had again",
    );
  });

  it.each([
    ["another architecture", "cax41", "got cax41: arm64, 16 CPUs, 32 GiB"],
    ["less memory", "cpx22", "got cpx22: amd64, 2 CPUs, 4 GiB"],
    ["fewer CPUs", "cpx12", "got cpx12: amd64, 1 CPUs, 2 GiB"],
  ])("has no fallback of %s", (_, fallback, message) => {
    const choice = {
      preferred: "ccx13",
      fallbacks: [fallback],
      location: "fsn1",
      outOfStock: nothing,
    } as const;
    expect(choiceProblem(choice)).toContain(
      "expected a fallback of ccx13 to be amd64 with at least 2 CPUs and 8 GiB",
    );
    expect(choiceProblem(choice)).toContain(message);
  });

  it("has no wish for a type that is no longer sold", () => {
    const choice = { preferred: "cx22", fallbacks: [], location: "fsn1", outOfStock: nothing } as const;
    expect(choiceProblem(choice)).toContain('such as its successor "cx23"');
  });

  it("is always wished for, in stock, and the earliest such; or there is none", () => {
    const names = serverTypes.map(({ name }) => name);
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.subarray(names),
        fc.subarray(names),
        fc.constantFrom(...hetznerLocations),
        (preferred, others, gone, location) => {
          const { architecture, vcpus, memoryGib } = serverType(preferred);
          const fallbacks = others.filter((name) => {
            const type = serverType(name);
            return type.architecture === architecture && type.vcpus >= vcpus && type.memoryGib >= memoryGib;
          });
          const choice = { preferred, fallbacks, location, outOfStock: { [location]: gone } };
          const expected = [preferred, ...fallbacks].find((name) => !gone.includes(name));
          if (expected === undefined) expect(choiceProblem(choice)).toContain("got none");
          else expect(chooseServerType(choice).name).toBe(expected);
        },
      ),
    );
  });
});
