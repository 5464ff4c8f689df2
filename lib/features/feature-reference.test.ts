import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { featurePath } from "./feature-address";
import { readFeatureReference } from "./feature-reference";
import { matchReference, type ReferenceModel } from "./match-reference";

const layers = (count: number, features: number, hook: (layer: number) => [string, string]) =>
  Array.from({ length: count }, (_, layer) => {
    const [hookIn, hookOut] = hook(layer);
    return { layer, features, hookIn, hookOut };
  });
const attn = (layer: number): [string, string] => [
  `blocks.${layer}.attn.hook_z`,
  `blocks.${layer}.attn.hook_z`,
];
const resid = (layer: number): [string, string] => [
  `blocks.${layer}.hook_resid_pre`,
  `blocks.${layer}.hook_resid_pre`,
];
const mlp = (layer: number): [string, string] => [
  `blocks.${layer}.ln2.hook_normalized`,
  `blocks.${layer}.hook_mlp_out`,
];
const storybook: ReferenceModel = {
  ...{ name: "storybook-4l", displayName: "Storybook 4L", layers: 4, heads: 8 },
  sets: [
    { kind: "attn", name: "attn", displayName: "Attention outputs", dictionaries: layers(4, 2048, attn) },
    { kind: "mlp", name: "mlp", displayName: "MLP transcoders", dictionaries: layers(4, 2048, mlp) },
    { kind: "resid", name: "resid", displayName: "Residual stream", dictionaries: layers(4, 1024, resid) },
  ],
};
const gpt2: ReferenceModel = {
  ...{ name: "gpt2-small", displayName: "GPT-2 small", layers: 12, heads: 12 },
  sets: [
    { kind: "attn", name: "att-kk", displayName: "Attention (kk)", dictionaries: layers(12, 24_576, attn) },
    { kind: "attn", name: "other", displayName: "Attention (other)", dictionaries: layers(12, 24_576, attn) },
  ],
};

const found = (text: string, models = [storybook]) => {
  const reference = readFeatureReference(text);
  return reference && matchReference(reference, models);
};
const paths = (text: string, models = [storybook]) =>
  found(text, models)?.candidates.map(({ address }) => featurePath(address));
const own = (set: string, layer: number, index: number, model = "storybook-4l") =>
  `/features/${model}/${set}/${layer}/${index}`;

describe("an id of a feature is understood", () => {
  test.each([
    ["attn.3.697", [own("attn", 3, 697)]],
    [" attn.3.697@9 ", [own("attn", 3, 697)]],
    ["A3.697", [own("attn", 3, 697)]],
    ["a3/697", [own("attn", 3, 697)]],
    ["attn 3 697", [own("attn", 3, 697)]],
    ["M2.12", [own("mlp", 2, 12)]],
    ["T2.12", [own("mlp", 2, 12)]],
    ["R1.4", [own("resid", 1, 4)]],
    ["3.566", [own("attn", 3, 566), own("mlp", 3, 566), own("resid", 3, 566)]],
    ["L3.697", [own("attn", 3, 697), own("mlp", 3, 697), own("resid", 3, 697)]],
    ["L3F697", [own("attn", 3, 697), own("mlp", 3, 697), own("resid", 3, 697)]],
    ["3.1566", [own("attn", 3, 1566), own("mlp", 3, 1566)]],
    ["layer 3 feature 697", [own("attn", 3, 697), own("mlp", 3, 697), own("resid", 3, 697)]],
    ["3-att-kk/697", [own("attn", 3, 697)]],
    ["3-att_32k-oai/697", [own("attn", 3, 697)]],
    ["3-res-jb/697", [own("resid", 3, 697)]],
    ["3-RES-JB:697", [own("resid", 3, 697)]],
    ["3-tres-dc/697", [own("mlp", 3, 697)]],
    ["3-gemmascope-transcoder-16k/697", [own("mlp", 3, 697)]],
    ["blocks.3.attn.hook_z/697", [own("attn", 3, 697)]],
    ["blocks.3.attn.hook_z 697", [own("attn", 3, 697)]],
    ["blocks.3.hook_z, 697", [own("attn", 3, 697)]],
    ["gpt2-small-hook-z-kk/blocks.3.hook_z/697", [own("attn", 3, 697)]],
    ["gpt2-small-res-jb/blocks.3.hook_resid_pre/697", [own("resid", 3, 697)]],
    ["blocks.3.hook_resid_pre_768/697", [own("resid", 3, 697)]],
    ["blocks.2.hook_resid_post/697", [own("resid", 3, 697)]],
    ["blocks.3.hook_mlp_out/697", [own("mlp", 3, 697)]],
    ["blocks.3.ln2.hook_normalized/697", [own("mlp", 3, 697)]],
    ["gemma-scope-2b-pt-res-canonical/layer_3/width_16k/canonical/697", [own("resid", 3, 697)]],
    ["/features/storybook-4l/attn/3/697", [own("attn", 3, 697)]],
    ["https://circuits.example.org/features/storybook-4l/attn/3/697?band=4#top", [own("attn", 3, 697)]],
    ["http://localhost:3000/api/v1/features/storybook-4l/mlp/3/697", [own("mlp", 3, 697)]],
  ])("%s", (text, expected) => {
    expect(paths(text)).toEqual(expected);
  });

  test.each([
    ["gpt2-small/3-att-kk/697"],
    ["gpt2-small@3-att-kk:697"],
    ["https://www.neuronpedia.org/gpt2-small/3-att-kk/697"],
    ["https://neuronpedia.org/gpt2-small/3-att-kk/697?embed=true&embedtest=true"],
    ["www.neuronpedia.org/gpt2-small/3-att-kk/697"],
    ["https://www.neuronpedia.org/api/feature/gpt2-small/3-att-kk/697"],
  ])("%s, in the set of that name alone", (text) => {
    const match = found(text, [storybook, gpt2]);
    expect(match?.candidates.map(({ address }) => featurePath(address))).toEqual([
      own("attn.att-kk", 3, 697, "gpt2-small"),
    ]);
    expect(match?.sentence).toBeNull();
  });

  test("of several that it may mean, each is told from the others in words", () => {
    const words = found("3.566")?.candidates.map(({ words }) => words) ?? [];
    expect(new Set(words).size).toBe(3);
    expect(words).toContain("Attention outputs, an attention dictionary of Storybook 4L");
    expect(words).toContain("MLP transcoders, a transcoder of Storybook 4L");
  });

  test("a number of somebody else's dictionary is said to be one", () => {
    expect(found("3-res-jb/697")?.sentence).toBe(
      "The number 697 counts in Neuronpedia's res-jb. It is the same feature only where the set here was made from that one.",
    );
    expect(found("attn.3.697")?.sentence).toBeNull();
  });
});

describe("what is not there, or no feature, is answered with a sentence", () => {
  test.each([
    ["L3H5", "L3H5 is a head"],
    ["3H5", "say “through 3.5”"],
    ["head 3.5", "L3H5 is a head"],
    ["L9H5", "No model here has it: storybook-4l has 4 layers of 8 heads."],
    ["attn.9.1", "No dictionary here reads layer 9. There are attn at layers 0, 1, 2, and 3."],
    ["attn.3.5000", "attn.3 of storybook-4l has the features 0 to 2047: there is no 5000."],
    ["blocks.3.hook_mlp_in/697", "No dictionary here reads blocks.3.hook_mlp_in."],
    ["gpt2-small/3-res-jb/697", "There is no model named gpt2-small here. There is storybook-4l."],
    ["gpt2-small/3/697", "is a neuron's id"],
    ["/features/storybook-4l/attn.strict/3/697", "storybook-4l has no attn dictionaries named strict here."],
  ])("%s", (text, sentence) => {
    expect(found(text)?.candidates).toEqual([]);
    expect(found(text)?.sentence).toContain(sentence);
  });

  test("where there is no model at all", () => {
    expect(found("attn.3.697", [])?.sentence).toBe("There is no model here yet.");
  });
});

test.each([
  "",
  "says Mary",
  "697",
  "3",
  "a name",
  "through 3.5",
  "attn",
  "L3",
  "Mary, Lily",
  "https://example.org/",
])("words are no id: %j", (text) => {
  expect(readFeatureReference(text)).toBeUndefined();
});

test("any text is read in moments, and never throws", () => {
  const bits = fc.constantFrom(
    "blocks.",
    "3",
    ".",
    "/",
    "-",
    "hook_",
    "layer_",
    "_",
    " ",
    "a",
    "%",
    "@",
    ":",
    "https://",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(bits, { maxLength: 300 }).map((list) => list.join("")),
      ),
      (text) => {
        const reference = readFeatureReference(text);
        if (reference) expect(matchReference(reference, [storybook, gpt2])).toBeDefined();
      },
    ),
    { numRuns: 2_000 },
  );
});
