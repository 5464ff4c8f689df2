import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { describeModel } from "../../describe-model";
import { openModel } from "../../model";
import {
  bytesAt,
  FormNumbers,
  jsonAt,
  type NamedNumbers,
  safetensorsAt,
  torchTensors,
} from "../../oracle/form-files";
import { ModelVariant } from "../../oracle/model-variant";
import { npzOf } from "../../oracle/write-npz";
import { recordsOf, type TorchTensor, zipped } from "../../oracle/write-pytorch";
import { openRuntime, type Runtime } from "../../runtime";

const [D, F] = [256, 8];
let runtime: Runtime;
let variant: ModelVariant;
beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu" });
});
beforeEach(() => {
  variant = new ModelVariant();
});
afterEach(() => variant.remove());

const n = new FormNumbers(D, F, 3);
const plain: NamedNumbers = {
  ...{ W_enc: [n.W_enc, [D, F]], b_enc: [n.b_enc, [F]], W_dec: [n.W_dec, [F, D]], b_dec: [n.b_dec, [D]] },
};
const linear: NamedNumbers = {
  ...{ "encoder.weight": [n.W_enc, [F, D]], "encoder.bias": [n.b_enc, [F]], b_dec: [n.b_dec, [D]] },
};
const torch = (named: NamedNumbers) => zipped(recordsOf(torchTensors(named)));
/** A tensor of as many numbers of one byte. */
const asBytes = (tensor: TorchTensor): TorchTensor => ({
  ...tensor,
  storage: "CharStorage",
  bytes: new Uint8Array(tensor.bytes.length / 4),
});
const one = (value: number): readonly [Float32Array, readonly number[]] => [Float32Array.of(value), []];
const kissane = { act_name: "blocks.1.attn.hook_z", act_size: D, dict_size: F, layer: 1 };
const trainer = (change: object) => ({
  trainer: { dict_class: "AutoEncoder", activation_dim: D, dict_size: F, layer: 0, ...change },
});
const sparsify = { num_latents: F, k: 4, d_in: D };
const decoder: NamedNumbers = { "decoder.weight": [n.W_dec, [D, F]] };

interface Written {
  kind?: "attn" | "resid" | "mlp";
  folder?: string;
  json?: [string, unknown];
  tensors: [string, NamedNumbers | Uint8Array];
  others?: [string, Uint8Array][];
}

/** What somebody wrote into the config of a trainer that says little of a place itself, in SAELens' words. */
function otherPlaces(
  whose: string,
  written: (said: Readonly<Record<string, unknown>>) => Written,
): [string, Written, string][] {
  const places: [string, Record<string, unknown>, string][] = [
    ["layer", { hook_layer: 2 }, "it is of layer 2, but "],
    ["site", { hook_name: "blocks.1.hook_mlp_out" }, "it reads blocks.1.hook_mlp_out, but "],
    ["head", { hook_head_index: 0 }, "hook_head_index is not supported"],
    ["model", { model_name: "pythia-70m" }, "it is of the model pythia-70m, but "],
  ];
  return places.map(([what, said, message]) => [`${whose} of another ${what}`, written(said), message]);
}

test.each<[string, Written, string]>([
  [
    "Kissane's of another layer",
    { kind: "attn", json: ["a_cfg.json", { ...kissane, layer: 2 }], tensors: ["a.pt", plain] },
    "a_cfg.json: it is of layer 2, but stands as layer 1",
  ],
  [
    "Kissane's of another site",
    {
      kind: "attn",
      json: ["a_cfg.json", { ...kissane, act_name: "blocks.1.hook_mlp_out" }],
      tensors: ["a.pt", plain],
    },
    "it reads blocks.1.hook_mlp_out, but kind attn at layer 1 reads blocks.1.attn.hook_z",
  ],
  [
    "Kissane's of one head",
    { kind: "attn", json: ["a_cfg.json", { ...kissane, act_size: 64 }], tensors: ["a.pt", plain] },
    "it reads 64 and writes 64 numbers, but the model has 256",
  ],
  [
    "several of weights in a folder",
    {
      kind: "attn",
      json: ["a_cfg.json", kissane],
      tensors: ["a.pt", plain],
      others: [["b.pt", torch(plain)]],
    },
    "it has several files of weights (a.pt, b.pt): name one as file in manifest.json",
  ],
  [
    "weights without what says how they are used",
    { kind: "attn", tensors: ["a.pt", plain] },
    "found/cfg.json is missing",
  ],
  [
    "a class of dictionary_learning that is not known",
    { json: ["config.json", trainer({ dict_class: "CrossCoder" })], tensors: ["ae.pt", plain] },
    "the class CrossCoder of dictionary_learning is not read, only AutoEncoder, ",
  ],
  [
    "a BatchTopK dictionary without a threshold",
    {
      json: ["config.json", trainer({ dict_class: "BatchTopKSAE" })],
      tensors: ["ae.pt", { ...linear, ...decoder, k: one(4), threshold: one(-1) }],
    },
    "its threshold was never set",
  ],
  [
    "two different k",
    {
      json: ["config.json", trainer({ dict_class: "AutoEncoderTopK", k: 5 })],
      tensors: ["ae.pt", { ...linear, ...decoder, k: one(4), threshold: one(-1) }],
    },
    "it says that k is 5, but the tensor k is 4",
  ],
  [
    "a part of the model that is not known",
    { json: ["config.json", trainer({ submodule_name: "gpt_neox" })], tensors: ["ae.pt", plain] },
    "the part of the model that it reads (gpt_neox, out) is not known here",
  ],
  [
    "dictionary_learning's that does something else to its input",
    { json: ["config.json", trainer({ input_norm_factor: 2 })], tensors: ["ae.pt", plain] },
    "config.json: input_norm_factor is not supported",
  ],
  [
    "dictionary_learning's of another layer",
    { json: ["config.json", trainer({ layer: 2 })], tensors: ["ae.pt", plain] },
    "it is of layer 2, but stands as layer 1",
  ],
  [
    "a tensor that nothing reads",
    {
      json: ["config.json", trainer({})],
      tensors: ["ae.pt", { ...linear, ...decoder, bias: [n.b_dec, [D]] }],
    },
    "tensor b_dec: the engine does not know what it is for",
  ],
  [
    "sparsify with a map of the embeddings past the features",
    {
      json: ["cfg.json", { ...sparsify, embed_skip: true }],
      tensors: ["sae.safetensors", { ...linear, W_dec: [n.W_dec, [F, D]] }],
    },
    "embed_skip is not supported",
  ],
  [
    "another activation of sparsify",
    {
      json: ["cfg.json", { ...sparsify, activation: "groupmax" }],
      tensors: ["sae.safetensors", { ...linear, W_dec: [n.W_dec, [F, D]] }],
    },
    "its activation groupmax is not read, only topk",
  ],
  [
    "sparsify's of another layer, by its folder",
    {
      folder: "h.3",
      json: ["cfg.json", sparsify],
      tensors: ["sae.safetensors", { ...linear, W_dec: [n.W_dec, [F, D]] }],
    },
    "it is of layer 3, but stands as layer 1",
  ],
  ...otherPlaces("sparsify's", (said) => ({
    json: ["cfg.json", { ...sparsify, ...said }],
    tensors: ["sae.safetensors", { ...linear, W_dec: [n.W_dec, [F, D]] }],
  })),
  ...otherPlaces("Kissane's", (said) => ({
    json: ["a_cfg.json", { act_name: "blocks.1.hook_resid_pre", act_size: D, dict_size: F, ...said }],
    tensors: ["a.pt", plain],
  })),
  ...otherPlaces("dictionary_learning's", (said) => ({
    json: ["config.json", { ...trainer({}), ...said }],
    tensors: [
      "ae.pt",
      {
        ...{ "encoder.weight": [n.W_enc, [F, D]], "encoder.bias": [n.b_enc, [F]] },
        ...decoder,
        bias: [n.b_dec, [D]],
      },
    ],
  })),
  [
    "sparsify's transcoder as a residual one",
    {
      json: ["cfg.json", { ...sparsify, transcode: true }],
      tensors: ["sae.safetensors", { ...linear, W_dec: [n.W_dec, [F, D]] }],
    },
    "the architecture transcoder cannot be of kind resid",
  ],
  [
    "a matrix of another shape",
    { kind: "attn", json: ["a_cfg.json", { ...kissane, dict_size: 9 }], tensors: ["a.pt", plain] },
    "tensor W_enc: its shape is [256,8], but must be [256,9]",
  ],
  [
    "arrays of whole numbers, which are others once a factor is known",
    {
      tensors: [
        "params.npz",
        npzOf(
          Object.entries(plain).map(([name, [values, shape]]) =>
            name === "W_enc"
              ? { name, descr: "|i1", shape, bytes: new Uint8Array(values.length) }
              : { name, descr: "<f4", shape, bytes: new Uint8Array(4 * values.length) },
          ),
        ),
      ],
    },
    "params.npz, tensor W_enc: its dtype is I8; F64, F32, F16 and BF16 are read.",
  ],
  [
    "the same as PyTorch saves them",
    {
      kind: "attn",
      json: ["a_cfg.json", kissane],
      tensors: ["a.pt", zipped(recordsOf(torchTensors(plain).map(asBytes)))],
    },
    "a.pt, tensor W_enc: its dtype is I8; F64, F32, F16 and BF16 are read.",
  ],
  [
    "arrays without a matrix",
    {
      tensors: ["params.npz", npzOf([{ name: "b_enc", descr: "<f4", shape: [1], bytes: new Uint8Array(4) }])],
    },
    "it has no config beside it, and no matrix W_enc that says its sizes",
  ],
  [
    "no form that is known",
    { json: ["config.json", { hidden: 3 }], tensors: ["ae.pt", { ...linear, ...decoder }] },
    "it is of no form that is known here",
  ],
  [
    "OpenMOSS' own",
    { json: ["hyperparams.json", { d_model: D }], tensors: ["final.safetensors", { ...linear, ...decoder }] },
    "it is of OpenMOSS' Language-Model-SAEs, which are not read. Convert it with SAELens first",
  ],
  [
    "the stream behind the last layer",
    {
      json: ["config.json", trainer({ layer: 3 })],
      tensors: ["ae.pt", plain],
      folder: "last",
    },
    "the stream behind the last layer, which no layer reads, has no place in a circuit and is not read",
  ],
])("%s is refused, and the sentence says what to do", async (_, written, message) => {
  const { kind = "resid", folder = "found", json, tensors, others = [] } = written;
  const at = (name: string) => path.join(variant.folder, "saes", folder, name);
  const [name, named] = tensors;
  if (named instanceof Uint8Array) bytesAt(at(name), named);
  else if (name.endsWith(".safetensors")) safetensorsAt(at(name), named);
  else bytesAt(at(name), torch(named));
  if (json) jsonAt(at(json[0]), json[1]);
  for (const [other, bytes] of others) writeFileSync(at(other), bytes);
  const layer = folder === "last" ? 4 : 1;
  variant.editJson("manifest.json", (manifest) => ({
    ...{ ...manifest, knownAs: ["variant"] },
    dictionarySets: [{ kind, name: "found", dictionaries: [{ layer, folder: `saes/${folder}` }] }],
  }));
  await expect(describeModel(variant.folder)).rejects.toThrow(message);
  await expect(openModel(variant.folder, { runtime })).rejects.toThrow(message);
});
