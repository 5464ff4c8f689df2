import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { describeModel } from "../describe-model";
import { openModel } from "../model";
import { ModelVariant } from "../oracle/model-variant";
import { openRuntime, type Runtime } from "../runtime";
import { readSafetensors } from "./safetensors";

const weights = "model.safetensors";
let runtime: Runtime;
let variant: ModelVariant;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu" });
});
beforeEach(() => {
  variant = new ModelVariant();
});
afterEach(() => variant.remove());

/** The beginnings of files as their writers make them. */
const beginnings: [string, Buffer, string][] = [
  [
    "a web page",
    Buffer.from("\n<!DOCTYPE html>\n<html><body>Sign in</body></html>"),
    "it is a web page, not the file",
  ],
  ["a page with a byte order mark", Buffer.from("\ufeff<html lang=en>"), "it is a web page, not the file"],
  [
    "what torch.save writes",
    Buffer.concat([
      Buffer.from("PK\x03\x04\0\0\x08\x08", "latin1"),
      Buffer.alloc(22),
      Buffer.from("archive/data.pkl"),
    ]),
    "it is a zip archive",
  ],
  [
    "what older torch.save writes",
    Buffer.from("8002 8a0a 6cfc 9c46 f920 6aa8 5019 2e80 024d e903".replaceAll(" ", ""), "hex"),
    "it is a pickle",
  ],
  [
    "what numpy.savez writes",
    Buffer.concat([
      Buffer.from("PK\x03\x04\x14\0\0\0", "latin1"),
      Buffer.alloc(22),
      Buffer.from("W_enc.npy"),
    ]),
    // In the place of tensors it is read, and cut off here.
    "it is a",
  ],
  ["a packed file", Buffer.from("1f8b0800000000000003", "hex"), "it is packed with gzip. Unpack it first"],
  ["a GGUF file", Buffer.from("GGUF\x03\0\0\0\x10"), "it is a GGUF file"],
];

test.each(beginnings)("%s in the place of a file is called by its name", async (_, bytes, message) => {
  for (const file of [weights, "saes/resid/layer_1/sae_weights.safetensors", "saes/resid/layer_1/cfg.json"]) {
    const before = readFileSync(path.join(variant.folder, file));
    writeFileSync(path.join(variant.folder, file), bytes);
    await expectRefusal(`${file}: ${message}`);
    writeFileSync(path.join(variant.folder, file), before);
  }
});

test("the index of shards and other JSON in the place of weights are called so", async () => {
  variant.write(weights, JSON.stringify({ metadata: { total_size: 8 }, weight_map: { "wte.weight": "a" } }));
  await expectRefusal("variant/a is missing: model.safetensors has tensors in it.");
  variant.write(weights, JSON.stringify({ d_in: 256 }));
  await expectRefusal("it is JSON, and not a file of tensors");
});

test("a header whose length begins as another kind of file does is read", () => {
  for (const length of [0x0280, 0x0580, 0x088b1f]) {
    const header = Buffer.from('{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}'.padEnd(length));
    const size = Buffer.alloc(8);
    size.writeBigUInt64LE(BigInt(length));
    const at = path.join(variant.folder, "one.safetensors");
    writeFileSync(at, Buffer.concat([size, header, Buffer.alloc(1)]));
    expect([...readSafetensors({ path: at, label: "one", byteLength: 9 + length }).tensors.keys()]).toEqual([
      "a",
    ]);
  }
});

test.each([
  ["config.json", { n_layer: "4" }, "n_layer: it must be a number."],
  ["config.json", { n_layer: 0 }, "n_layer: it must be at least 1."],
  ["config.json", { n_embd: 1e9 }, "n_embd: it must be at most 100000."],
  [
    "config.json",
    { n_layer: null, n_head: [], n_embd: {}, n_positions: "" },
    "n_layer: it must be a number; n_head: it must be a number; n_embd: it must be a number.",
  ],
  ["config.json", { quantization_config: { bits: 4 } }, "quantization_config is not supported."],
  ["config.json", { pruned_heads: { "1": [0] } }, "pruned_heads is not supported."],
  // Another family's file has other names for its sizes, and is told from its kind first.
  ["config.json", { model_type: "llama", n_layer: null, n_embd: null }, "model_type is llama, not gpt2."],
  ["manifest.json", { licenze: "MIT" }, '"licenze" is not known here and may be misspelt.'],
  ["manifest.json", { format: "circuit-commons/model@9" }, 'format: it must be "circuit-commons/model@1".'],
  [
    "saes/resid/layer_1/cfg.json",
    { apply_b_dec_to_input: "yes" },
    "apply_b_dec_to_input: it must be true or false.",
  ],
  ["saes/resid/layer_1/cfg.json", { metadata: [] }, "metadata: it must be an object."],
  ["tokenizer.json", { model: 3 }, "model: it must be an object."],
])(
  "what is wrong in %s with %j is said in words of our own, the first problems of several",
  async (file, change, words) => {
    variant.editJson(file, (json) => ({ ...json, ...change }));
    await expectRefusal(`${file}: ${words}`);
  },
);

/** Both ways into a model must refuse it alike. */
async function expectRefusal(message: string | RegExp): Promise<void> {
  await expect(describeModel(variant.folder)).rejects.toThrow(message);
  await expect(openModel(variant.folder, { runtime })).rejects.toThrow(message);
}
