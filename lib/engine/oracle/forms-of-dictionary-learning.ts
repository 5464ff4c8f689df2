import path from "node:path";
import { bytesAt, type FormNumbers, jsonAt, type NamedNumbers, torchBytes, turned } from "./form-files";
import {
  decodedByLength,
  type Form,
  gated,
  gates,
  largest,
  lengths,
  none,
  plain,
  plainWithThresholds,
  relu,
  reluOfInput,
  thresholds,
  zeros,
} from "./written-form";

const one = (value: number): readonly [Float32Array, readonly number[]] => [Float32Array.of(value), []];
const linears = (n: FormNumbers): NamedNumbers => ({
  "encoder.weight": [turned(n.W_enc, n.D, n.F), [n.F, n.D]],
  "decoder.weight": [turned(n.W_dec, n.F, n.D), [n.D, n.F]],
});
const withBias = (n: FormNumbers): NamedNumbers => ({ ...linears(n), "encoder.bias": [n.b_enc, [n.F]] });

/** `ae.pt` and `config.json` of one class; `said` beside what every trainer says of itself. */
function ofClass(
  dict_class: string,
  tensors: (n: FormNumbers) => NamedNumbers,
  encode: Form["encode"],
  said: object = {},
): Form {
  return {
    ...{ name: `dictionary_learning ${dict_class}`, kind: "resid", processing: none, at: "ae.pt" },
    saidBy: "trainer",
    write: (at, n) => {
      bytesAt(at, torchBytes(tensors(n)));
      jsonAt(path.join(path.dirname(at), "config.json"), {
        trainer: {
          ...{ dict_class, trainer_class: "T", lr: 1e-3, activation_dim: n.D, dict_size: n.F, layer: 0 },
          ...{ seed: 0, lm_name: "openai-community/gpt2", submodule_name: "resid_post_layer_0", ...said },
        },
        buffer: { d_submodule: n.D, io: "out", ctx_len: 128 },
      });
    },
    encode,
  };
}

/** Of saprmarks' dictionary_learning, whose classes (`dictionary.py`, `trainers/`) encode each in its own way. */
export const formsOfDictionaryLearning: Form[] = [
  ofClass("AutoEncoder", (n) => ({ ...withBias(n), bias: [n.b_dec, [n.D]] }), relu),
  ofClass("AutoEncoderNew", (n) => ({ ...withBias(n), "decoder.bias": [n.b_dec, [n.D]] }), reluOfInput),
  ofClass(
    "GatedAutoEncoder",
    (n) => {
      const { gate, magnitude, scale } = gates(n);
      return {
        ...{ ...linears(n), decoder_bias: [n.b_dec, [n.D]], r_mag: [scale, [n.F]] },
        ...{ gate_bias: [gate, [n.F]], mag_bias: [magnitude, [n.F]] },
      };
    },
    (x, n) => {
      const { u, edge } = gated(x, n);
      const norm = lengths(n);
      return { u: u.map((value, i) => value * norm[i]), edge, out: decodedByLength(n, norm) };
    },
  ),
  ofClass("JumpReluAutoEncoder", plainWithThresholds, (x, n) => {
    const norm = lengths(n);
    return {
      u: reluOfInput(x, n).u.map((value, i) => value * norm[i]),
      edge: Float64Array.from(thresholds(n), (value, i) => Math.max(0, value * norm[i])),
      out: decodedByLength(n, norm),
    };
  }),
  ofClass(
    "AutoEncoderTopK",
    (n) => ({ ...withBias(n), b_dec: [n.b_dec, [n.D]], k: one(20), threshold: one(0.7) }),
    (x, n) => largest(relu(x, n), 20),
    { k: 20 },
  ),
  ofClass(
    "BatchTopKSAE",
    (n) => ({ ...withBias(n), b_dec: [n.b_dec, [n.D]], k: one(20), threshold: one(0.7) }),
    (x, n) => ({ ...relu(x, n), edge: zeros(n).fill(Math.fround(0.7)) }),
    { k: 20 },
  ),
  ofClass(
    "MatryoshkaBatchTopKSAE",
    (n) => ({
      ...{ ...plain(n), k: one(20), threshold: one(0.5) },
      group_sizes: [Float32Array.of(n.F - 50, 50), [2]],
    }),
    (x, n) => ({ ...relu(x, n), edge: zeros(n).fill(0.5) }),
    { k: 20 },
  ),
];
