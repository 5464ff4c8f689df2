import { expect, test } from "vitest";
import { chooseSets } from "./choose-sets";

const sets = [
  { kind: "attn" as const, name: "first" },
  { kind: "attn" as const, name: "second" },
  { kind: "mlp" as const, name: "second" },
];
const names = (chosen: Parameters<typeof chooseSets>[1]) =>
  chooseSets(sets, chosen).map(({ kind, name }) => `${kind}/${name}`);

test("the first of each kind is read where none is named", () => {
  expect(names({})).toEqual(["attn/first", "mlp/second"]);
});

test("sets of two kinds may have one name", () => {
  expect(names({ attn: "second", mlp: "second" })).toEqual(["attn/second", "mlp/second"]);
});

test("a kind can be left out", () => {
  expect(names({ attn: null })).toEqual(["mlp/second"]);
});

test("a name that no set of the kind has is refused with those there are", () => {
  expect(() => names({ attn: "third" })).toThrow("There is first, second.");
  expect(() => names({ resid: "first" })).toThrow("none of that kind");
});
