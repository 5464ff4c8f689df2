import path from "node:path";
import {
  bytesAt,
  bytesOf,
  type FormNumbers,
  jsonAt,
  type NamedNumbers,
  safetensorsAt,
  torchBytes,
  torchTensors,
  turned,
} from "./form-files";
import { npzOf } from "./write-npz";
import { legacyPyTorch } from "./write-pytorch";
import {
  aboveThresholds,
  type Form,
  full,
  largest,
  layer,
  none,
  plain,
  plainWithThresholds,
  relu,
  reluOfInput,
  skipMap,
} from "./written-form";

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

function kissane(name: string, at: string, write: Form["write"]): Form {
  return {
    ...{ name, kind: "attn", processing: full, at, saidBy: "release", release: "gpt2-small-hook-z-kk" },
    write: (file, n, processing) => {
      write(file, n, processing);
      jsonAt(file.replace(".pt", "_cfg.json"), kissaneConfig(n));
    },
    encode: relu,
  };
}

/** As Kissane and others published their attention SAEs (arXiv 2406.17759). */
export const formsOfKissane: Form[] = [
  kissane("Kissane's, of PyTorch", "gpt2-small_L1_Hcat_z_v9.pt", (at, n) =>
    bytesAt(at, torchBytes(plain(n))),
  ),
  {
    ...kissane("Kissane's, several in a folder", "b_L1.pt", (at, n) => {
      bytesAt(at, torchBytes(plain(n)));
      bytesAt(at.replace("_L1", "_L0"), torchBytes(plain(n)));
      jsonAt(at.replace("_L1.pt", "_L0_cfg.json"), kissaneConfig(n, { layer: 0 }));
    }),
    file: "b_L1.pt",
  },
  kissane("Kissane's, as PyTorch saved before 1.6", "a_L1.pt", (at, n) =>
    bytesAt(at, legacyPyTorch(torchTensors(plain(n)))),
  ),
];

/** What every folder of EleutherAI's sparsify has: TopK of 16, with `said` of it, and `more` tensors. */
function sparsify(
  { name, at, ...rest }: Pick<Form, "name" | "at" | "kind"> & Pick<Partial<Form>, "site" | "skips">,
  said: object,
  more: (n: FormNumbers) => NamedNumbers = () => ({}),
): Form {
  const reads = "transcode" in said && said.transcode === true ? reluOfInput : relu;
  return {
    ...{ name, at: `${at}/sae.safetensors`, ...rest, processing: none, saidBy: "trainer" },
    write: (file, n) => {
      safetensorsAt(file, {
        ...{ "encoder.weight": [turned(n.W_enc, n.D, n.F), [n.F, n.D]], "encoder.bias": [n.b_enc, [n.F]] },
        ...{ W_dec: [n.W_dec, [n.F, n.D]], b_dec: [n.b_dec, [n.D]], ...more(n) },
      });
      jsonAt(path.join(path.dirname(file), "cfg.json"), { num_latents: n.F, k: 16, d_in: n.D, ...said });
    },
    encode: (x, n) => largest(reads(x, n), 16),
  };
}

export const formsOfSparsify: Form[] = [
  sparsify(
    { name: "sparsify", kind: "resid", at: "h.0" },
    {
      ...{ activation: "topk", expansion_factor: 32, normalize_decoder: true, multi_topk: true },
      ...{ skip_connection: false, transcode: false },
    },
  ),
  sparsify({ name: "a transcoder of sparsify", kind: "mlp", at: "h.1.mlp" }, { transcode: true }),
  sparsify(
    {
      ...{ name: "sparsify of an MLP's output", kind: "mlp", at: "h.1.mlp" },
      site: `blocks.${layer}.hook_mlp_out`,
    },
    {},
  ),
  sparsify(
    { name: "a skip transcoder of sparsify", kind: "mlp", at: "h.1.mlp", skips: "turned" },
    { transcode: true, skip_connection: true },
    (n) => ({ W_skip: [skipMap(n), [n.D, n.D]] }),
  ),
];

function npz(named: NamedNumbers, packed: boolean): Uint8Array {
  const arrays = Object.entries(named).map(([name, [values, shape]]) => ({
    ...{ name: name.replace("W_", "w_"), descr: "<f4", shape, bytes: bytesOf(values) },
  }));
  return npzOf(arrays, packed);
}

/** Of Gemma Scope's shape (arXiv 2408.05147), which say nothing but their numbers. */
export const formsOfParams: Form[] = [
  ...[false, true].map(
    (packed): Form => ({
      ...{ name: `params.npz, ${packed ? "packed" : "stored"}`, kind: "resid", processing: full },
      ...{ at: "params.npz", saidBy: "nobody" },
      write: (at, n) => bytesAt(at, npz(plainWithThresholds(n), packed)),
      encode: (x, n) => aboveThresholds(reluOfInput(x, n), n),
    }),
  ),
  {
    ...{ name: "params.npz of hook_z", kind: "attn", processing: full, at: "params.npz", saidBy: "nobody" },
    write: (at, n) => bytesAt(at, npz(plainWithThresholds(n), false)),
    encode: (x, n) => aboveThresholds(reluOfInput(x, n), n),
  },
  {
    ...{ name: "params.safetensors of a skip transcoder", kind: "mlp", processing: full, saidBy: "nobody" },
    ...{ at: "params.safetensors", skips: "straight" },
    write: (at, n) => {
      const affine_skip_connection = [skipMap(n), [n.D, n.D]] as const;
      safetensorsAt(at, { ...plainWithThresholds(n), affine_skip_connection });
    },
    encode: (x, n) => aboveThresholds(reluOfInput(x, n), n),
  },
];
