import { expect, test } from "vitest";
import { chosenSetsOf } from "./chosen-sets";

test("a form that asks for no set chooses none, so that the model's first are read", () => {
  expect(chosenSetsOf(new FormData())).toEqual({});
});

test("a form chooses a set by its name, and a kind to be read without by nothing", () => {
  const form = new FormData();
  form.set("set-attn", "strict");
  form.set("set-resid", "");
  form.set("set-head", "x");
  expect(chosenSetsOf(form)).toEqual({ attn: "strict", resid: null });
});
