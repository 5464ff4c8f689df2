import path from "node:path";
import { convertTranscoder } from "../dictionaries/forms/convert-transcoder";
import { bytesAt, type NamedNumbers, safetensorsAt, torchTensors } from "./form-files";
import { cfgAt } from "./forms-of-sae-lens";
import { pickleWithSettings, recordsOf, zipped } from "./write-pytorch";
import {
  aboveThresholds,
  type Form,
  full,
  layer,
  linear,
  none,
  plain,
  plainWithThresholds,
  relu,
  reluOfInput,
  skipMap,
} from "./written-form";

const sites = {
  hook_name: `blocks.${layer}.ln2.hook_normalized`,
  hook_name_out: `blocks.${layer}.hook_mlp_out`,
};

/** A transcoder of SAELens 6, of each of its four architectures. */
function ofSaeLens(name: string, architecture: string, processing: Form["processing"]): Form {
  const [jumps, skips] = [architecture.startsWith("jumprelu"), architecture.includes("skip")];
  return {
    ...{ name, kind: "mlp", processing, at: "sae_weights.safetensors", saidBy: "file" },
    ...(skips && { skips: "turned" as const }),
    write: (at, n, said) => {
      const tensors = jumps ? plainWithThresholds(n) : plain(n);
      safetensorsAt(at, { ...tensors, ...(skips && { W_skip: [skipMap(n), [n.D, n.D]] as const }) });
      cfgAt(at, n, said, { architecture, d_out: n.D, apply_b_dec_to_input: false }, sites);
    },
    encode: (x, n) => (jumps ? aboveThresholds(reluOfInput(x, n), n) : reluOfInput(x, n)),
  };
}

/**
 * Of Dunefsky, Chlenski and Nanda's `sae_training` (arXiv 2406.11944), the settings of its training in the file: one bias is subtracted
 * from its input and another added to its output. It lies in a model folder as adoption converts it.
 */
const ofSaeTraining: Form = {
  ...{ name: "a transcoder of sae_training", kind: "mlp", processing: full, at: "sae_weights.safetensors" },
  ...{ saidBy: "release", release: "gpt2-small-transcoders" },
  write: (at, n) => {
    const { b_dec, ...others } = plain(n);
    const named: NamedNumbers = { ...others, b_dec: [n.of("input", n.D, 0.2), [n.D]], b_dec_out: b_dec };
    const tensors = torchTensors(named);
    const settings = {
      ...{ model_name: "gpt2-small", hook_point: sites.hook_name, hook_point_layer: layer },
      ...{ hook_point_head_index: null, d_in: n.D, d_sae: n.F, d_out: n.D, is_transcoder: true },
      ...{ out_hook_point: sites.hook_name_out, out_hook_point_layer: layer, l1_coefficient: 1.4e-4 },
    };
    const name = `final_sparse_autoencoder_gpt2-small_${sites.hook_name}_${n.F}.pt`;
    const given = path.join(path.dirname(at), "as-given", name);
    const bytes = zipped(recordsOf(tensors, pickleWithSettings(tensors, settings)));
    bytesAt(given, bytes);
    convertTranscoder({ path: given, label: name, byteLength: bytes.length }, path.dirname(at));
  },
  encode: (x, n) => ({ ...relu(x, n), u: linear(x, n.W_enc, n.b_enc, n.of("input", n.D, 0.2)) }),
};

export const formsOfTranscoders: Form[] = [
  ofSaeLens("SAELens' transcoder", "transcoder", full),
  ofSaeLens("SAELens' JumpReLU transcoder", "jumprelu_transcoder", full),
  ofSaeLens("SAELens' skip transcoder", "skip_transcoder", none),
  ofSaeLens("SAELens' JumpReLU skip transcoder", "jumprelu_skip_transcoder", none),
  ofSaeTraining,
];
