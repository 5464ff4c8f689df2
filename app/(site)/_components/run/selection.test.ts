import { describe, expect, it } from "vitest";
import { type Readable, readSelection, selectionQuery } from "./selection";

const run: Readable = {
  tokens: ["<|endoftext|>", "When", " Mary"].map((text, position) => ({ position, id: position, text })),
  kinds: [
    { kind: "attn", layers: [0, 1] },
    { kind: "mlp", layers: [0] },
  ],
};
const read = (query: string) => readSelection(new URLSearchParams(query), run);

describe("what is looked at, in the address", () => {
  it("an address without a selection shows the last token, unfiltered", () => {
    expect(read("")).toEqual({
      token: 2,
      scope: "token",
      kind: null,
      layer: null,
      feature: null,
      order: "telling",
      find: "",
    });
    expect(selectionQuery(read(""), run)).toBe("");
  });

  it("a selection written to an address is read back the same", () => {
    const query = "?token=1&scope=run&kind=attn&layer=1&feature=attn.1.17&sort=share&find=L3H5";
    expect(selectionQuery(read(query), run)).toBe(query);
  });

  it.each([
    ["token=3", "a token past the end"],
    ["token=-1", "a negative token"],
    ["token=1e0", "a token that is no plain number"],
    ["kind=resid", "a kind the run was not read with"],
    ["kind=constructor", "a kind that is none"],
    ["layer=7", "a layer the model has not"],
    ["feature=mlp.1.3", "a feature of a dictionary that is not there"],
    ["feature=attn.1", "half a feature"],
    ["sort=name", "an order that is none"],
    ["find=", "no words"],
  ])("%s (%s) is as if it were not there", (query) => {
    expect(read(query)).toEqual(read(""));
  });
});
