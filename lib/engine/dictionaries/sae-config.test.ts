import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readSaeConfig } from "./sae-config";

const folder = mkdtempSync(path.join(tmpdir(), "sae-config-"));
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string) {
  const at = path.join(folder, "cfg.json");
  writeFileSync(at, text);
  return readSaeConfig({ path: at, label: "cfg.json", byteLength: statSync(at).size });
}
const sizes = { d_in: 16, d_sae: 32 };
const refused = (said: object) => read(JSON.stringify({ ...sizes, ...said })).unsupportedOptions;
const of = (kwargs: object) => ({ model_from_pretrained_kwargs: kwargs });

test.each<[string, object, string[]]>([
  [
    "another rule, in metadata",
    { metadata: { architecture: "topk", k: 4 } },
    ["metadata.architecture (another architecture than is read)", "metadata.k (another k than is read)"],
  ],
  ["another rule, deeper in metadata", { metadata: { sae: { k: 4 } } }, ["sae.k (another k than is read)"]],
  [
    "another site, in a part of its own",
    { hook_name: "a", model: { hook_name: "b" } },
    ["model.hook_name (another hook_name than is read)"],
  ],
  ["another spelling of what is read", { hookName: "a" }, ["hookName (another hook_name than is read)"]],
  [
    "a bias that is not subtracted, in another spelling",
    { applyBDecToInput: false },
    ["applyBDecToInput (another apply_b_dec_to_input than is read)"],
  ],
  ["two k", { k: 4, activation_fn_kwargs: { k: 8 } }, ["activation_fn_kwargs.k beside another k"]],
  ["one head, as others call it", { head_index: 3 }, ["hook_head_index"]],
  ["a step that is a text", of({ fold_ln: "true" }), ['fold_ln "true" of the model']],
  ["a step that is a number", of({ center_writing_weights: 1 }), ["center_writing_weights 1 of the model"]],
  [
    "another step as a text",
    of({ refactor_factored_attn_matrices: "True" }),
    ['refactor_factored_attn_matrices "True" of the model'],
  ],
  [
    "a step that metadata say otherwise",
    { ...of({ fold_ln: true }), metadata: of({ fold_ln: false }) },
    ["fold_ln true of the model"],
  ],
])("%s is refused by its name", (_, said, names) => {
  expect(refused(said)).toEqual(names);
});

test("what is said twice alike, and what asks for nothing, is read", () => {
  const said = { hook_name: "blocks.1.hook_resid_pre", architecture: "topk", k: 4 };
  const steps = {
    fold_ln: true,
    center_writing_weights: null,
    refactor_factored_attn_matrices: false,
    device: "cuda",
  };
  expect(refused({ ...said, sae: said, metadata: said, activation_fn_kwargs: { k: 4 } })).toEqual([]);
  expect(refused({ ...of(steps), metadata: of(steps) })).toEqual([]);
});

test("a layer by another name is one that is said", () => {
  expect(read(JSON.stringify({ ...sizes, layer: 3, metadata: { hook_layer: 2 } })).layers.toSorted()).toEqual(
    [2, 3],
  );
});

test("a key that schemas leave out without a word is refused", () => {
  expect(() => read('{"d_in": 16, "d_sae": 32, "__proto__": {"k": 4}}')).toThrow(
    "cfg.json: it has a key __proto__, which names no setting.",
  );
  expect(() => read('{"d_in": 16, "d_sae": 32, "a": [{"__pro\\u0074o__": 1}]}')).toThrow(
    "it has a key __proto__",
  );
});

test("what Python writes for no number is one nowhere, and stands in nobody's way where none is looked for", () => {
  expect(read('{"d_in": 16, "d_sae": 32, "lr_end": NaN, "feature_sampling_window": Infinity}').dIn).toBe(16);
  expect(() => read('{"d_in": NaN, "d_sae": 32}')).toThrow("cfg.json: d_in: it must be a number.");
  expect(read('{"d_in": 16, "d_sae": 32, "input_scale": -Infinity}').unsupportedOptions).toEqual([
    "input_scale",
  ]);
});
