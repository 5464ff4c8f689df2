import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { describeModel } from "../describe-model";
import { type LoadedModel, openModel } from "../model";
import { bundledModel, ModelVariant, type StoredTensor, type StoredTensors } from "../oracle/model-variant";
import { openRuntime, type Runtime } from "../runtime";
import { numbersOf } from "./numbers";

const text = "Once upon a time";
const weights = "model.safetensors";
let runtime: Runtime;
let bundled: LoadedModel;
let variant: ModelVariant;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu" });
  bundled = await openModel(bundledModel, { runtime });
});
afterAll(() => bundled.close());
beforeEach(() => {
  variant = new ModelVariant();
});
afterEach(() => variant.remove());

const predictions = async (model: LoadedModel) =>
  (await model.run(model.tokenize(text).map(({ id }) => id))).predictions;

const renamed = (tensors: StoredTensors, rename: (name: string) => string): StoredTensors =>
  new Map([...tensors].map(([name, tensor]) => [rename(name), tensor]));

const matrix = (rows: number, columns: number) => ({
  ...{ dtype: "F16" as const, shape: [rows, columns] },
  bytes: new Uint8Array(2 * rows * columns),
});
const beside = (name: string) => (tensors: StoredTensors) => new Map([...tensors, [name, matrix(8, 256)]]);

/** The same numbers in 64 bits each. */
function asDoubles({ dtype, shape, bytes }: StoredTensor): StoredTensor {
  const numbers = numbersOf(bytes, dtype);
  if (!numbers) throw new Error(`${dtype} is read`);
  return { dtype: "F64", shape, bytes: new Uint8Array(Float64Array.from(numbers).buffer) };
}

/** The same matrix, its first number of the other sign. */
function changed({ bytes, ...rest }: StoredTensor): StoredTensor {
  const copy = Uint8Array.from(bytes);
  copy[1] = (copy[1] ?? 0) ^ 0x80;
  return { ...rest, bytes: copy };
}

function withHead(tensors: StoredTensors, head: (embedding: StoredTensor) => StoredTensor): StoredTensors {
  const embedding = tensors.get("wte.weight");
  if (!embedding) throw new Error("the bundled model has no embedding");
  return new Map([...tensors, ["lm_head.weight", head(embedding)]]);
}

test.each<[string, (tensors: StoredTensors) => StoredTensors]>([
  ["another prefix", (tensors) => renamed(tensors, (name) => `transformer.${name}`)],
  [
    "the tied embedding under the name of the head, as safetensors saves one of two names",
    (tensors) =>
      renamed(tensors, (name) => (name === "wte.weight" ? "lm_head.weight" : `transformer.${name}`)),
  ],
  ["a head that is the tied embedding once more", (tensors) => withHead(tensors, (head) => head)],
  [
    "the masks that older checkpoints keep",
    (tensors) => new Map([...beside("h.0.attn.bias")(tensors), ["h.3.attn.masked_bias", matrix(1, 1)]]),
  ],
  [
    "doubles, some of them",
    (tensors) => new Map([...tensors].map(([name, each], i) => [name, i % 2 === 0 ? asDoubles(each) : each])),
  ],
])("with %s the model is the same", async (_, change) => {
  variant.editTensors(weights, change);
  const model = await openModel(variant.folder, { runtime });
  expect(await predictions(model)).toEqual(await predictions(bundled));
  await model.close();
});

test.each<[string, (tensors: StoredTensors) => StoredTensors, string]>([
  [
    "a head that differs from the embedding it is tied to",
    (tensors) => withHead(tensors, changed),
    "tensor lm_head.weight: its element 0 differs from that of the token embedding, to which config.json ties it (tie_word_embeddings).",
  ],
  [
    "a head of another shape than the embedding it is tied to",
    beside("lm_head.weight"),
    "tensor lm_head.weight: its shape is [8,256], but must be [4096,256].",
  ],
  [
    "a LoRA adapter that was not merged",
    beside("h.0.attn.c_attn.lora_A.default.weight"),
    "tensor h.0.attn.c_attn.lora_A.default.weight: it belongs to an adapter that was not merged into the weights. Merge it and save the model again.",
  ],
  [
    "weights that an adapter wraps",
    (tensors) =>
      renamed(tensors, (name) =>
        name.endsWith("c_attn.weight")
          ? `base_model.model.transformer.${name.replace(".weight", ".base_layer.weight")}`
          : `base_model.model.transformer.${name}`,
      ),
    "it belongs to an adapter that was not merged into the weights.",
  ],
  [
    "a second copy of a matrix under the other prefix",
    (tensors) =>
      new Map([
        ...renamed(tensors, (name) => `transformer.${name}`),
        ["h.0.attn.c_proj.weight", matrix(256, 256)],
      ]),
    "tensor h.0.attn.c_proj.weight: the engine does not know what it is for.",
  ],
  [
    "the head of a classifier",
    beside("score.weight"),
    "tensor score.weight: the engine does not know what it is for.",
  ],
])("%s is refused", async (_, change, message) => {
  variant.editTensors(weights, change);
  await expectRefusal(message);
});

test("layers beyond n_layer are refused", async () => {
  variant.editJson("config.json", (config) => ({ ...config, n_layer: 3 }));
  variant.editJson("manifest.json", (manifest) => ({ ...manifest, dictionarySets: [] }));
  await expectRefusal(/tensor \S*h\.3\.\S+: it is of layer 3, but config\.json says that there are 3\./);
});

test("an adapter beside the weights is refused: transformers would load it with them", async () => {
  variant.write("adapter_config.json", "{}");
  await expectRefusal("adapter_config.json stands beside it: an adapter is merged into the weights first.");
});

test.each([weights, "saes/resid/layer_1/sae_weights.safetensors", "config.json", "tokenizer.json"])(
  "a pointer of Git LFS in the place of %s is refused as what it is",
  async (file) => {
    const hash = "0".repeat(64);
    variant.write(file, `version https://git-lfs.github.com/spec/v1\noid sha256:${hash}\nsize 8486248\n`);
    await expectRefusal(
      `${file}: it is a pointer of Git LFS, not the file itself. Fetch it with git lfs pull.`,
    );
  },
);

/** Both ways into a model must refuse it alike. */
async function expectRefusal(message: string | RegExp): Promise<void> {
  await expect(describeModel(variant.folder)).rejects.toThrow(message);
  await expect(openModel(variant.folder, { runtime })).rejects.toThrow(message);
}
