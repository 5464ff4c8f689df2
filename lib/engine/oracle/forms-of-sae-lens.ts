import path from "node:path";
import { type FormNumbers, jsonAt, type NamedNumbers, safetensorsAt } from "./form-files";
import {
  aboveThresholds,
  decodedByLength,
  type Form,
  full,
  gated,
  gates,
  largest,
  layer,
  lengths,
  none,
  type Processed,
  plain,
  plainWithThresholds,
  relu,
} from "./written-form";

type Said = Pick<Form, "name"> & Partial<Form>;

/** The `cfg.json` of SAELens 6 beside `at`: nothing was done to the model that is not named. */
export function cfgAt(
  at: string,
  n: FormNumbers,
  processing: Processed,
  options: object,
  hooks: object = {},
): void {
  const done = Object.entries(processing).filter(([, isDone]) => isDone);
  jsonAt(path.join(path.dirname(at), "cfg.json"), {
    ...{ d_in: n.D, d_sae: n.F, apply_b_dec_to_input: true, normalize_activations: "none", ...options },
    metadata: {
      sae_lens_version: "6.20.1",
      model_from_pretrained_kwargs: Object.fromEntries(done),
      hook_name: `blocks.${layer}.hook_resid_pre`,
      ...hooks,
    },
  });
}

/** An SAE of SAELens 6. */
function ofSix(
  form: Said,
  options: object,
  encode: Form["encode"],
  { tensors = plain, hooks }: { tensors?: (n: FormNumbers) => NamedNumbers; hooks?: object } = {},
): Form {
  return {
    ...{ kind: "resid", processing: none, at: "sae_weights.safetensors", saidBy: "file" },
    write: (at, n, processing) => {
      safetensorsAt(at, tensors(n));
      cfgAt(at, n, processing, options, hooks);
    },
    encode,
    ...form,
  };
}

/** An SAE of the flat `cfg.json` before 6, its site by the oldest names. */
function beforeSix(form: Said, options: object, encode: Form["encode"]): Form {
  return {
    ...{ kind: "resid", processing: full, at: "sae_weights.safetensors", saidBy: "nobody" },
    write: (at, n) => {
      safetensorsAt(at, plain(n));
      jsonAt(path.join(path.dirname(at), "cfg.json"), {
        ...{ hook_point: "blocks.{layer}.hook_resid_pre", hook_point_layer: layer },
        ...{ hook_point_head_index: null, d_in: n.D, d_sae: n.F, dtype: "torch.float32", ...options },
      });
    },
    encode,
    ...form,
  };
}

/** The form with the number beside it that its input is multiplied by, and its output divided. */
function scaled(form: Form): Form {
  const factor = 0.37;
  return {
    ...form,
    write: (at, n, processing) => {
      form.write(at, n, processing);
      jsonAt(path.join(path.dirname(at), "activation_scaler.json"), { scaling_factor: factor });
    },
    encode: (x, n) => {
      const encoded = form.encode(
        x.map((value) => value * factor),
        n,
      );
      return { ...encoded, out: (f) => encoded.out(f).map((value) => value / factor) };
    },
  };
}

const shard = (i: number) => `sae_weights-0000${i}-of-00002.safetensors`;

/** SAEs of SAELens, of every version. Its transcoders are in `forms-of-transcoders.ts`. */
export const formsOfSaeLens: Form[] = [
  ofSix(
    { name: "SAELens 6 TopK by decoder norm" },
    { architecture: "topk", k: 16, rescale_acts_by_decoder_norm: true },
    (x, n) => {
      const norm = lengths(n);
      const u = relu(x, n).u.map((value, i) => value * norm[i]);
      return { ...largest({ ...relu(x, n), u }, 16), out: decodedByLength(n, norm) };
    },
  ),
  ofSix({ name: "SAELens' gated" }, { architecture: "gated" }, gated, {
    tensors: (n) => {
      const { W_enc, W_dec, b_dec } = plain(n);
      const { gate, magnitude, scale } = gates(n);
      const biases: NamedNumbers = {
        b_gate: [gate, [n.F]],
        b_mag: [magnitude, [n.F]],
        r_mag: [scale, [n.F]],
      };
      return { W_enc, W_dec, b_dec, ...biases };
    },
  }),
  scaled(
    ofSix(
      { name: "SAELens with its scaler beside it" },
      { architecture: "standard", normalize_activations: "expected_average_only_in" },
      relu,
    ),
  ),
  beforeSix(
    { name: "SAELens before 6, boolean normalisation", saidBy: "release", release: "gpt2-small-res-jb" },
    { activation_fn_str: "relu", normalize_activations: false },
    relu,
  ),
  scaled(
    beforeSix(
      { name: "SAELens before 6, boolean normalisation with its scaler beside it" },
      { activation_fn_str: "relu", normalize_activations: true },
      relu,
    ),
  ),
  beforeSix(
    { name: "SAELens before 6, TopK by its function" },
    { activation_fn_str: "topk", activation_fn_kwargs: { k: 16 }, normalize_activations: "none" },
    (x, n) => largest(relu(x, n), 16),
  ),
  ofSix(
    {
      ...{ name: "SAELens in shards", at: "sae_weights.safetensors.index.json" },
      write: (at, n, processing) => {
        const { W_enc, b_enc, W_dec, b_dec } = plain(n);
        const dir = path.dirname(at);
        safetensorsAt(path.join(dir, shard(1)), { W_enc, b_dec });
        safetensorsAt(path.join(dir, shard(2)), { W_dec, b_enc });
        const weight_map = { W_enc: shard(1), b_dec: shard(1), W_dec: shard(2), b_enc: shard(2) };
        jsonAt(at, { metadata: { total_size: 1 }, weight_map });
        cfgAt(at, n, processing, { architecture: "standard" });
      },
    },
    {},
    relu,
  ),
  ...(["attn", "resid", "mlp"] as const).map((kind) => {
    const hook = { attn: "hook_attn_out", resid: "hook_resid_mid", mlp: "hook_mlp_out" }[kind];
    const site = `blocks.${layer}.${hook}`;
    return ofSix(
      { name: `SAELens' of ${hook}`, kind, processing: full, site },
      { architecture: "standard" },
      relu,
      { hooks: { hook_name: site } },
    );
  }),
  ofSix(
    { name: "SAELens' JumpReLU of hook_z", kind: "attn", processing: full },
    { architecture: "jumprelu", reshape_activations: "hook_z" },
    (x, n) => aboveThresholds(relu(x, n), n),
    { tensors: plainWithThresholds, hooks: { hook_name: `blocks.${layer}.attn.hook_z` } },
  ),
  ofSix(
    { name: "SAELens' of the stream behind the layer before", processing: full },
    { architecture: "standard" },
    relu,
    { hooks: { hook_name: `blocks.${layer - 1}.hook_resid_post` } },
  ),
  ...(["layer_norm", "constant_norm_rescale"] as const).map((norm) =>
    ofSix(
      { name: `SAELens under ${norm}`, featuresOnly: `normalize_activations ${norm}` },
      { architecture: "standard", normalize_activations: norm },
      (x, n) => relu(normalized(x, norm), n),
    ),
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
