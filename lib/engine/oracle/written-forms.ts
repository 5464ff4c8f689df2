import path from "node:path";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import {
  bytesAt,
  bytesOf,
  type FormNumbers,
  jsonAt,
  type NamedNumbers,
  safetensorsAt,
  torchTensors,
  turned,
} from "./form-files";
import { npzOf } from "./write-npz";
import { legacyPyTorch, recordsOf, zipped } from "./write-pytorch";

/** The layer that all of them stand at. */
export const layer = 1;
const full = { fold_ln: true, fold_value_biases: true, center_writing_weights: true };
const none = { fold_ln: false, fold_value_biases: false, center_writing_weights: false };
export type Processed = typeof full;

export interface Encoded {
  /** Pre-activations and, where each counts as active above, its edge: (F). */
  u: Float64Array;
  edge: Float64Array;
  /** What the trainer calls the features, where not `u` above its edge: (F). */
  out(features: Float64Array): Float64Array;
}

/** A dictionary as one of the trainers writes it, and what that trainer computes with it, in float64. */
export interface Form {
  name: string;
  kind: DictionaryKind;
  /** What was done to the model that it is read on, where nothing else is asked for. */
  processing: Processed;
  /**
   * Who says what was done to the model: its file, whatever it was; its trainer, which reads models as they are; its release, or without
   * it nobody.
   */
  saidBy: "file" | "trainer" | "release" | "nobody";
  at: string;
  /** By `processing` a form whose file says it is of a model that was processed so. */
  write(at: string, n: FormNumbers, processing: Processed): void;
  /** Of one row of the site that it reads, (D). */
  encode(x: Float64Array, n: FormNumbers): Encoded;
  file?: string;
  release?: string;
  /** The site that it reads, where it is not that of its kind: its features are leaves of a circuit then. */
  site?: string;
  /** Whether a map of its input is added to its output: `n.of("skip")`, (dOut, dIn). */
  skips?: boolean;
  /** A part of the sentence why it stands in no circuit. */
  featuresOnly?: string;
}

/** `(x - b) W + c` of a matrix (D, F). */
function linear(
  x: Float64Array,
  W: Float32Array,
  c: Float32Array | undefined,
  b?: Float32Array,
): Float64Array {
  const D = x.length;
  const F = W.length / D;
  const u = new Float64Array(F);
  for (let i = 0; i < F; i++) {
    let total = c ? c[i] : 0;
    for (let j = 0; j < D; j++) total += (x[j] - (b ? b[j] : 0)) * W[j * F + i];
    u[i] = total;
  }
  return u;
}

/** `f W + b` of a matrix (F, D). */
export function decoded(f: Float64Array, W: Float32Array, b: Float32Array | undefined): Float64Array {
  const F = f.length;
  const D = W.length / F;
  const out = new Float64Array(D);
  for (let j = 0; j < D; j++) {
    let total = b ? b[j] : 0;
    for (let i = 0; i < F; i++) total += f[i] * W[i * D + j];
    out[j] = total;
  }
  return out;
}

const zeros = ({ F }: FormNumbers) => new Float64Array(F);
/** The k-th largest of `u`, or 0 where that is more. */
const kth = (u: Float64Array, k: number) =>
  new Float64Array(u.length).fill(
    Math.max(0, (u.toSorted((a, b) => b - a)[k - 1] + u.toSorted((a, b) => b - a)[k]) / 2),
  );
const lengths = ({ D, F, W_dec }: FormNumbers) =>
  Float64Array.from({ length: F }, (_, i) => Math.hypot(...W_dec.subarray(i * D, (i + 1) * D)));
const plain = (n: FormNumbers): NamedNumbers => ({
  W_enc: [n.W_enc, [n.D, n.F]],
  b_enc: [n.b_enc, [n.F]],
  W_dec: [n.W_dec, [n.F, n.D]],
  b_dec: [n.b_dec, [n.D]],
});
const relu = (x: Float64Array, n: FormNumbers): Encoded => ({
  u: linear(x, n.W_enc, n.b_enc, n.b_dec),
  edge: zeros(n),
  out: (f) => decoded(f, n.W_dec, n.b_dec),
});
const thresholds = (n: FormNumbers) => n.of("threshold", n.F, 0.4, 0.1);
const one = (value: number): readonly [Float32Array, readonly number[]] => [Float32Array.of(value), []];

const kissaneConfig = ({ D, F }: FormNumbers, change: object = {}) => ({
  ...{ seed: 49, batch_size: 4096, lr: 0.0012, l1_coeff: 1.8, seq_len: 128, enc_dtype: "fp32" },
  ...{
    model_name: "gpt2-small",
    site: "z",
    layer,
    device: "cuda:0",
    act_name: `blocks.${layer}.attn.hook_z`,
  },
  ...{ act_size: D, dict_size: F, ...change },
});
const trainer = ({ D, F }: FormNumbers, dict_class: string, change: object = {}) => ({
  trainer: {
    ...{ dict_class, trainer_class: "T", lr: 1e-3, activation_dim: D, dict_size: F, layer: 0, seed: 0 },
    ...{ lm_name: "openai-community/gpt2", submodule_name: "resid_post_layer_0", ...change },
  },
  buffer: { d_submodule: D, io: "out", ctx_len: 128 },
});
const encoderOf = (n: FormNumbers): NamedNumbers => ({
  "encoder.weight": [turned(n.W_enc, n.D, n.F), [n.F, n.D]],
  "decoder.weight": [turned(n.W_dec, n.F, n.D), [n.D, n.F]],
});
const torch = (named: NamedNumbers) => zipped(recordsOf(torchTensors(named)));
/** Of SAELens 6: nothing was done that is not named. */
const cfg = ({ D, F }: FormNumbers, processing: Processed, change: object, hooks: object = {}) => ({
  ...{ d_in: D, d_sae: F, apply_b_dec_to_input: true, normalize_activations: "none", ...change },
  metadata: {
    sae_lens_version: "6.20.1",
    model_from_pretrained_kwargs: Object.fromEntries(Object.entries(processing).filter(([, done]) => done)),
    hook_name: `blocks.${layer}.hook_resid_pre`,
    ...hooks,
  },
});

export const forms: Form[] = [
  {
    ...{ name: "Kissane's, of PyTorch", kind: "attn", processing: full, at: "gpt2-small_L1_Hcat_z_v9.pt" },
    saidBy: "release",
    write: (at, n) => {
      bytesAt(at, torch(plain(n)));
      jsonAt(at.replace(".pt", "_cfg.json"), kissaneConfig(n));
    },
    encode: relu,
    release: "gpt2-small-hook-z-kk",
  },
  {
    ...{
      name: "Kissane's, several in a folder",
      kind: "attn",
      processing: full,
      at: "b_L1.pt",
      file: "b_L1.pt",
    },
    saidBy: "release",
    write: (at, n) => {
      bytesAt(at, torch(plain(n)));
      jsonAt(at.replace(".pt", "_cfg.json"), kissaneConfig(n));
      bytesAt(at.replace("_L1", "_L0"), torch(plain(n)));
      jsonAt(at.replace("_L1.pt", "_L0_cfg.json"), kissaneConfig(n, { layer: 0 }));
    },
    encode: relu,
    release: "gpt2-small-hook-z-kk",
  },
  {
    ...{ name: "Kissane's, as PyTorch saved before 1.6", kind: "attn", processing: full, at: "a_L1.pt" },
    saidBy: "release",
    write: (at, n) => {
      bytesAt(at, legacyPyTorch(torchTensors(plain(n))));
      jsonAt(at.replace(".pt", "_cfg.json"), kissaneConfig(n));
    },
    encode: relu,
    release: "gpt2-small-hook-z-kk",
  },
  {
    ...{ name: "dictionary_learning AutoEncoder", kind: "resid", processing: none, at: "ae.pt" },
    saidBy: "trainer",
    write: (at, n) => {
      bytesAt(at, torch({ ...encoderOf(n), "encoder.bias": [n.b_enc, [n.F]], bias: [n.b_dec, [n.D]] }));
      jsonAt(path.join(path.dirname(at), "config.json"), trainer(n, "AutoEncoder"));
    },
    encode: relu,
  },
  {
    ...{ name: "dictionary_learning AutoEncoderNew", kind: "resid", processing: none, at: "ae.pt" },
    saidBy: "trainer",
    write: (at, n) => {
      bytesAt(
        at,
        torch({ ...encoderOf(n), "encoder.bias": [n.b_enc, [n.F]], "decoder.bias": [n.b_dec, [n.D]] }),
      );
      jsonAt(path.join(path.dirname(at), "config.json"), trainer(n, "AutoEncoderNew"));
    },
    encode: (x, n) => ({ ...relu(x, n), u: linear(x, n.W_enc, n.b_enc) }),
  },
  {
    ...{ name: "dictionary_learning GatedAutoEncoder", kind: "resid", processing: none, at: "ae.pt" },
    saidBy: "trainer",
    write: (at, n) => {
      const [gate_bias, mag_bias] = [n.of("gate", n.F, 0.3, -0.2), n.of("mag", n.F, 0.3, -0.1)];
      bytesAt(
        at,
        torch({
          ...{ ...encoderOf(n), decoder_bias: [n.b_dec, [n.D]], r_mag: [n.of("r", n.F, 0.4), [n.F]] },
          ...{ gate_bias: [gate_bias, [n.F]], mag_bias: [mag_bias, [n.F]] },
        }),
      );
      jsonAt(path.join(path.dirname(at), "config.json"), trainer(n, "GatedAutoEncoder"));
    },
    encode: (x, n) => {
      const x_enc = linear(x, n.W_enc, undefined, n.b_dec);
      const norm = lengths(n);
      const [gate, mag, r] = [n.of("gate", n.F, 0.3, -0.2), n.of("mag", n.F, 0.3, -0.1), n.of("r", n.F, 0.4)];
      const u = x_enc.map((value, i) => (Math.exp(r[i]) * value + mag[i]) * norm[i]);
      // Shut where the gate is: no number is above infinity.
      const edge = x_enc.map((value, i) => (value + gate[i] > 0 ? 0 : Number.POSITIVE_INFINITY));
      return {
        u,
        edge,
        out: (f) =>
          decoded(
            f.map((value, i) => value / norm[i]),
            n.W_dec,
            n.b_dec,
          ),
      };
    },
  },
  {
    ...{ name: "dictionary_learning JumpReluAutoEncoder", kind: "resid", processing: none, at: "ae.pt" },
    saidBy: "trainer",
    write: (at, n) => {
      bytesAt(at, torch({ ...plain(n), threshold: [thresholds(n), [n.F]] }));
      jsonAt(path.join(path.dirname(at), "config.json"), trainer(n, "JumpReluAutoEncoder"));
    },
    encode: (x, n) => {
      const norm = lengths(n);
      return {
        u: linear(x, n.W_enc, n.b_enc).map((value, i) => value * norm[i]),
        edge: Float64Array.from(thresholds(n), (value, i) => Math.max(0, value * norm[i])),
        out: (f) =>
          decoded(
            f.map((value, i) => value / norm[i]),
            n.W_dec,
            n.b_dec,
          ),
      };
    },
  },
  {
    ...{ name: "dictionary_learning AutoEncoderTopK", kind: "resid", processing: none, at: "ae.pt" },
    saidBy: "trainer",
    write: (at, n) => {
      const k = { k: one(20), threshold: one(0.7) };
      bytesAt(
        at,
        torch({ ...encoderOf(n), "encoder.bias": [n.b_enc, [n.F]], b_dec: [n.b_dec, [n.D]], ...k }),
      );
      jsonAt(path.join(path.dirname(at), "config.json"), trainer(n, "AutoEncoderTopK", { k: 20 }));
    },
    encode: (x, n) => {
      const { u, out } = relu(x, n);
      return { u, out, edge: kth(u, 20) };
    },
  },
  {
    ...{ name: "dictionary_learning BatchTopKSAE", kind: "resid", processing: none, at: "ae.pt" },
    saidBy: "trainer",
    write: (at, n) => {
      const k = { k: one(20), threshold: one(0.7) };
      bytesAt(
        at,
        torch({ ...encoderOf(n), "encoder.bias": [n.b_enc, [n.F]], b_dec: [n.b_dec, [n.D]], ...k }),
      );
      jsonAt(path.join(path.dirname(at), "config.json"), trainer(n, "BatchTopKSAE", { k: 20 }));
    },
    encode: (x, n) => ({ ...relu(x, n), edge: zeros(n).fill(Math.fround(0.7)) }),
  },
  {
    ...{ name: "dictionary_learning MatryoshkaBatchTopKSAE", kind: "resid", processing: none, at: "ae.pt" },
    saidBy: "trainer",
    write: (at, n) => {
      const buffers: NamedNumbers = {
        ...{ k: one(20), threshold: one(0.5), group_sizes: [Float32Array.of(n.F - 50, 50), [2]] },
      };
      bytesAt(at, torch({ ...plain(n), ...buffers }));
      jsonAt(path.join(path.dirname(at), "config.json"), trainer(n, "MatryoshkaBatchTopKSAE", { k: 20 }));
    },
    encode: (x, n) => ({ ...relu(x, n), edge: zeros(n).fill(0.5) }),
  },
  {
    ...{ name: "sparsify", kind: "resid", processing: none, at: "h.0/sae.safetensors" },
    saidBy: "trainer",
    write: (at, n) => {
      safetensorsAt(at, sparsify(n));
      jsonAt(path.join(path.dirname(at), "cfg.json"), {
        ...{ activation: "topk", expansion_factor: 32, normalize_decoder: true, num_latents: n.F, k: 16 },
        ...{ multi_topk: true, skip_connection: false, transcode: false, d_in: n.D },
      });
    },
    encode: (x, n) => {
      const { u, out } = relu(x, n);
      return { u, out, edge: kth(u, 16) };
    },
  },
  {
    ...{ name: "a transcoder of sparsify", kind: "mlp", processing: none, at: "h.1.mlp/sae.safetensors" },
    saidBy: "trainer",
    write: (at, n) => {
      safetensorsAt(at, sparsify(n));
      jsonAt(path.join(path.dirname(at), "cfg.json"), {
        num_latents: n.F,
        k: 16,
        transcode: true,
        d_in: n.D,
      });
    },
    encode: (x, n) => {
      const { out } = relu(x, n);
      const u = linear(x, n.W_enc, n.b_enc);
      return { u, out, edge: kth(u, 16) };
    },
  },
  ...[false, true].map(
    (packed): Form => ({
      ...{
        name: `params.npz, ${packed ? "packed" : "stored"}`,
        kind: "resid",
        processing: full,
        at: "params.npz",
      },
      saidBy: "nobody",
      write: (at, n) => {
        const named = { ...plain(n), threshold: [thresholds(n), [n.F]] as const };
        const arrays = Object.entries(named).map(([name, [values, shape]]) => ({
          ...{ name: name.replace("W_", "w_"), descr: "<f4", shape, bytes: bytesOf(values) },
        }));
        bytesAt(at, npzOf(arrays, packed));
      },
      encode: (x, n) => ({
        ...relu(x, n),
        u: linear(x, n.W_enc, n.b_enc),
        edge: Float64Array.from(thresholds(n), (value) => Math.max(0, value)),
      }),
    }),
  ),
  {
    ...{
      name: "SAELens 6 TopK by decoder norm",
      kind: "resid",
      processing: none,
      at: "sae_weights.safetensors",
    },
    saidBy: "file",
    write: (at, n, processing) => {
      safetensorsAt(at, plain(n));
      const config = cfg(n, processing, { architecture: "topk", k: 16, rescale_acts_by_decoder_norm: true });
      jsonAt(path.join(path.dirname(at), "cfg.json"), config);
    },
    encode: (x, n) => {
      const norm = lengths(n);
      const u = linear(x, n.W_enc, n.b_enc, n.b_dec).map((value, i) => value * norm[i]);
      const out = (f: Float64Array) =>
        decoded(
          f.map((value, i) => value / norm[i]),
          n.W_dec,
          n.b_dec,
        );
      return { u, edge: kth(u, 16), out };
    },
  },
  {
    ...{ name: "SAELens' gated", kind: "resid", processing: none, at: "sae_weights.safetensors" },
    saidBy: "file",
    write: (at, n, processing) => {
      const { W_enc, W_dec, b_dec } = plain(n);
      const [gate, mag] = [n.of("gate", n.F, 0.3, -0.2), n.of("mag", n.F, 0.3, -0.1)];
      const biases: NamedNumbers = {
        b_gate: [gate, [n.F]],
        b_mag: [mag, [n.F]],
        r_mag: [n.of("r", n.F, 0.4), [n.F]],
      };
      if (W_enc && W_dec && b_dec) safetensorsAt(at, { W_enc, W_dec, b_dec, ...biases });
      jsonAt(path.join(path.dirname(at), "cfg.json"), cfg(n, processing, { architecture: "gated" }));
    },
    encode: (x, n) => {
      const x_enc = linear(x, n.W_enc, undefined, n.b_dec);
      const [gate, mag, r] = [n.of("gate", n.F, 0.3, -0.2), n.of("mag", n.F, 0.3, -0.1), n.of("r", n.F, 0.4)];
      return {
        u: x_enc.map((value, i) => Math.exp(r[i]) * value + mag[i]),
        edge: x_enc.map((value, i) => (value + gate[i] > 0 ? 0 : Number.POSITIVE_INFINITY)),
        out: (f) => decoded(f, n.W_dec, n.b_dec),
      };
    },
  },
  {
    ...{
      name: "SAELens with its scaler beside it",
      kind: "resid",
      processing: none,
      at: "sae_weights.safetensors",
    },
    saidBy: "file",
    write: (at, n, processing) => {
      safetensorsAt(at, plain(n));
      const config = cfg(n, processing, {
        architecture: "standard",
        normalize_activations: "expected_average_only_in",
      });
      jsonAt(path.join(path.dirname(at), "cfg.json"), config);
      jsonAt(path.join(path.dirname(at), "activation_scaler.json"), { scaling_factor: 0.37 });
    },
    encode: (x, n) => ({
      ...relu(
        x.map((value) => value * 0.37),
        n,
      ),
      out: (f) => decoded(f, n.W_dec, n.b_dec).map((value) => value / 0.37),
    }),
  },
  {
    ...{
      name: "SAELens before 6, boolean normalisation",
      kind: "resid",
      processing: full,
      at: "sae_weights.safetensors",
    },
    saidBy: "release",
    write: (at, n) => {
      safetensorsAt(at, plain(n));
      jsonAt(path.join(path.dirname(at), "cfg.json"), {
        ...{
          hook_point: "blocks.{layer}.hook_resid_pre",
          hook_point_layer: layer,
          hook_point_head_index: null,
        },
        ...{
          d_in: n.D,
          d_sae: n.F,
          activation_fn_str: "relu",
          normalize_activations: false,
          dtype: "torch.float32",
        },
      });
    },
    encode: relu,
    release: "gpt2-small-res-jb",
  },
  {
    ...{
      name: "SAELens in shards",
      kind: "resid",
      processing: none,
      at: "sae_weights.safetensors.index.json",
    },
    saidBy: "file",
    write: (at, n, processing) => {
      const { W_enc, b_enc, W_dec, b_dec } = plain(n);
      const shard = (i: number) => `sae_weights-0000${i}-of-00002.safetensors`;
      const dir = path.dirname(at);
      if (!W_enc || !b_enc || !W_dec || !b_dec) throw new Error("a dictionary has four");
      safetensorsAt(path.join(dir, shard(1)), { W_enc, b_dec });
      safetensorsAt(path.join(dir, shard(2)), { W_dec, b_enc });
      const weight_map = { W_enc: shard(1), b_dec: shard(1), W_dec: shard(2), b_enc: shard(2) };
      jsonAt(at, { metadata: { total_size: 1 }, weight_map });
      jsonAt(path.join(dir, "cfg.json"), cfg(n, processing, { architecture: "standard" }));
    },
    encode: relu,
  },
  ...(["attn", "resid", "mlp"] as const).map((kind): Form => {
    const hook = { attn: "hook_attn_out", resid: "hook_resid_mid", mlp: "hook_mlp_out" }[kind];
    const site = `blocks.${layer}.${hook}`;
    return {
      ...{ name: `SAELens' of ${hook}`, kind, processing: full, at: "sae_weights.safetensors", site },
      saidBy: "file",
      write: (at, n, processing) => {
        safetensorsAt(at, plain(n));
        const config = cfg(n, processing, { architecture: "standard" }, { hook_name: site });
        jsonAt(path.join(path.dirname(at), "cfg.json"), config);
      },
      encode: relu,
    };
  }),
  {
    ...{ name: "sparsify of an MLP's output", kind: "mlp", processing: none, at: "h.1.mlp/sae.safetensors" },
    site: `blocks.${layer}.hook_mlp_out`,
    saidBy: "trainer",
    write: (at, n) => {
      safetensorsAt(at, sparsify(n));
      jsonAt(path.join(path.dirname(at), "cfg.json"), { num_latents: n.F, k: 16, d_in: n.D });
    },
    encode: (x, n) => {
      const { u, out } = relu(x, n);
      return { u, out, edge: kth(u, 16) };
    },
  },
  {
    ...{
      name: "a skip transcoder of sparsify",
      kind: "mlp",
      processing: none,
      at: "h.1.mlp/sae.safetensors",
    },
    skips: true,
    saidBy: "trainer",
    write: (at, n) => {
      safetensorsAt(at, { ...sparsify(n), W_skip: [n.of("skip", n.D * n.D, 0.2), [n.D, n.D]] });
      const config = { num_latents: n.F, k: 16, transcode: true, skip_connection: true, d_in: n.D };
      jsonAt(path.join(path.dirname(at), "cfg.json"), config);
    },
    encode: (x, n) => {
      const u = linear(x, n.W_enc, n.b_enc);
      return { u, out: relu(x, n).out, edge: kth(u, 16) };
    },
  },
  {
    ...{ name: "SAELens' skip transcoder", kind: "mlp", processing: none, at: "sae_weights.safetensors" },
    skips: true,
    saidBy: "file",
    write: (at, n, processing) => {
      const more: NamedNumbers = {
        threshold: [thresholds(n), [n.F]],
        W_skip: [n.of("skip", n.D * n.D, 0.2), [n.D, n.D]],
      };
      safetensorsAt(at, { ...plain(n), ...more });
      transcoderAt(at, n, processing, "jumprelu_skip_transcoder");
    },
    encode: (x, n) => ({
      ...relu(x, n),
      u: linear(x, n.W_enc, n.b_enc),
      edge: Float64Array.from(thresholds(n), (value) => Math.max(0, value)),
    }),
  },
  {
    ...{ name: "SAELens' transcoder", kind: "mlp", processing: full, at: "sae_weights.safetensors" },
    saidBy: "file",
    write: (at, n, processing) => {
      safetensorsAt(at, plain(n));
      transcoderAt(at, n, processing, "transcoder");
    },
    encode: (x, n) => ({ ...relu(x, n), u: linear(x, n.W_enc, n.b_enc) }),
  },
  {
    ...{ name: "SAELens' JumpReLU of hook_z", kind: "attn", processing: full, at: "sae_weights.safetensors" },
    saidBy: "file",
    write: (at, n, processing) => {
      safetensorsAt(at, { ...plain(n), threshold: [thresholds(n), [n.F]] });
      const hooks = { hook_name: `blocks.${layer}.attn.hook_z` };
      jsonAt(
        path.join(path.dirname(at), "cfg.json"),
        cfg(n, processing, { architecture: "jumprelu", reshape_activations: "hook_z" }, hooks),
      );
    },
    encode: (x, n) => ({
      ...relu(x, n),
      edge: Float64Array.from(thresholds(n), (value) => Math.max(0, value)),
    }),
  },
  {
    ...{ name: "SAELens' of the stream behind the layer before", kind: "resid", processing: full },
    at: "sae_weights.safetensors",
    saidBy: "file",
    write: (at, n, processing) => {
      safetensorsAt(at, plain(n));
      const hooks = { hook_name: `blocks.${layer - 1}.hook_resid_post` };
      jsonAt(
        path.join(path.dirname(at), "cfg.json"),
        cfg(n, processing, { architecture: "standard" }, hooks),
      );
    },
    encode: relu,
  },
  ...(["layer_norm", "constant_norm_rescale"] as const).map(
    (norm): Form => ({
      ...{ name: `SAELens under ${norm}`, kind: "resid", processing: none, at: "sae_weights.safetensors" },
      featuresOnly: `normalize_activations ${norm}`,
      saidBy: "file",
      write: (at, n, processing) => {
        safetensorsAt(at, plain(n));
        jsonAt(
          path.join(path.dirname(at), "cfg.json"),
          cfg(n, processing, { architecture: "standard", normalize_activations: norm }),
        );
      },
      encode: (x, n) => relu(normalized(x, norm), n),
    }),
  ),
];

/** As torch has it: the deviation of a sample, and 1e-5 added to it. */
function normalized(x: Float64Array, norm: "layer_norm" | "constant_norm_rescale"): Float64Array {
  const D = x.length;
  if (norm === "constant_norm_rescale") return x.map((value) => (value * Math.sqrt(D)) / Math.hypot(...x));
  const mean = x.reduce((total, value) => total + value, 0) / D;
  const deviation = Math.sqrt(x.reduce((total, value) => total + (value - mean) ** 2, 0) / (D - 1));
  return x.map((value) => (value - mean) / (deviation + 1e-5));
}

function transcoderAt(at: string, n: FormNumbers, processing: Processed, architecture: string): void {
  const hooks = {
    hook_name: `blocks.${layer}.ln2.hook_normalized`,
    hook_name_out: `blocks.${layer}.hook_mlp_out`,
  };
  const options = { architecture, d_out: n.D, apply_b_dec_to_input: false };
  jsonAt(path.join(path.dirname(at), "cfg.json"), cfg(n, processing, options, hooks));
}

function sparsify(n: FormNumbers): NamedNumbers {
  return {
    ...{ "encoder.weight": [turned(n.W_enc, n.D, n.F), [n.F, n.D]], "encoder.bias": [n.b_enc, [n.F]] },
    ...{ W_dec: [n.W_dec, [n.F, n.D]], b_dec: [n.b_dec, [n.D]] },
  };
}
