import path from "node:path";
import { z } from "zod";
import { firstFault } from "@/lib/json/schema-words";
import { invalidFile } from "../../errors";
import { readSettings, readTensors } from "../../pytorch/read-tensors";
import type { ModelFile } from "../../weights/model-folder";
import { readTensor, requireTensor } from "../../weights/safetensors";
import { writeSafetensors } from "../../weights/write-safetensors";
import { unreadIn } from "../known-options";
import { refuseUnknownTensors, refuseUnsupported, unsupportedIn } from "../other-arithmetic";
import { bytesOf, writeCfg } from "./convert";

/**
 * As `sae_training` saved transcoders (Dunefsky, Chlenski, Nanda): `relu((x - b_dec) W_enc + b_enc) W_dec + b_dec_out`, the settings of the
 * training run beside the tensors or in the file's name alone. What is subtracted from the input goes into the encoder's bias,
 * `b_enc - b_dec W_enc`, which gives the same features.
 */
export function convertTranscoder(weights: ModelFile, folder: string): void {
  const { modelName, layer, sizes, unread } = transcoderOf(weights);
  const tensors = readTensors(weights);
  refuseUnknownTensors(tensors, new Set(["W_enc", "b_enc", "W_dec", "b_dec", "b_dec_out"]));
  const [D = 0, F = 0] = tensors.tensors.get("W_enc")?.shape ?? [];
  const read = (name: string, ...shape: number[]) => readTensor(requireTensor(tensors, name, shape));
  const W_enc = read("W_enc", D, F);
  const [b_enc, b_dec] = [read("b_enc", F), read("b_dec", D)];
  const folded = Float64Array.from(b_enc);
  for (let j = 0; j < D; j++)
    for (let i = 0; i < F; i++) folded[i] = (folded[i] ?? 0) - (b_dec[j] ?? 0) * (W_enc[j * F + i] ?? 0);
  const measured = { d_in: D, d_sae: F, d_out: D };
  for (const [name, size] of Object.entries(measured)) {
    const other = sizes[name as keyof typeof sizes] ?? size;
    if (other !== size)
      throw invalidFile(weights.label, `its settings say ${name} ${other}, and its tensors ${size}`);
  }
  const cfg = {
    ...{ architecture: "transcoder", activation_fn: "relu", apply_b_dec_to_input: false },
    ...{ normalize_activations: "none", d_in: D, d_out: D, d_sae: F, model_name: modelName },
    ...{ hook_name: `blocks.${layer}.ln2.hook_normalized`, hook_name_out: `blocks.${layer}.hook_mlp_out` },
    hook_layer: layer,
  };
  writeCfg(folder, cfg, unread);
  const write = (name: string, values: Float32Array, ...shape: number[]) => ({
    ...{ name, dtype: "F32", shape },
    make: () => bytesOf(values),
  });
  writeSafetensors(path.join(folder, "sae_weights.safetensors"), [
    write("W_enc", W_enc, D, F),
    write("b_enc", Float32Array.from(folded), F),
    write("W_dec", read("W_dec", F, D), F, D),
    write("b_dec", read("b_dec_out", D), D),
  ]);
}

interface NamedTranscoder {
  modelName: string;
  layer: number;
  /** Where its settings say them. */
  sizes: { d_in?: number; d_sae?: number | null; d_out?: number | null };
  /** What its settings have that is not read and that nobody knows. */
  unread: string[];
}

const sitePattern = /^blocks\.(\d{1,4})\.ln2\.hook_normalized$/;

/** Which transcoder a file holds, by its settings and by its name, which must not say something else. */
function transcoderOf(weights: ModelFile): NamedTranscoder {
  const [, ofName, hookOfName = ""] =
    /final_sparse_autoencoder_(.+?)_(blocks\.\d+\.ln2\.hook_normalized)_\d+\.pth?$/.exec(weights.label) ?? [];
  const settings = readSettings(weights);
  if (settings === null) {
    const [, l] = sitePattern.exec(hookOfName) ?? [];
    if (!ofName || l === undefined)
      throw invalidFile(
        weights.label,
        "its name does not say which transcoder it is (blocks.l.ln2.hook_normalized)",
      );
    return { modelName: ofName, layer: Number(l), sizes: {}, unread: [] };
  }
  const parsed = transcoderSettings.safeParse(Object.fromEntries(settings));
  if (!parsed.success) throw invalidFile(weights.label, `its settings say of ${firstFault(parsed.error)}`);
  refuseUnsupported(weights, unsupportedIn(parsed.data));
  const { model_name, hook_point, hook_point_layer, out_hook_point, out_hook_point_layer } = parsed.data;
  const [, l] = sitePattern.exec(hook_point) ?? [];
  const layer = Number(l);
  if (
    l === undefined ||
    out_hook_point !== `blocks.${layer}.hook_mlp_out` ||
    [hook_point_layer, out_hook_point_layer ?? layer].some((each) => each !== layer)
  )
    throw invalidFile(
      weights.label,
      `its settings say that it reads ${hook_point} (layer ${hook_point_layer}) and writes ${out_hook_point}, and what is read here is blocks.l.ln2.hook_normalized to blocks.l.hook_mlp_out`,
    );
  if (ofName && (ofName !== model_name || hookOfName !== hook_point))
    throw invalidFile(
      weights.label,
      `its settings say ${model_name}, ${hook_point}, and its name ${ofName}, ${hookOfName}`,
    );
  const unread = unreadIn("saeLens", parsed.data, Object.keys(transcoderSettings.shape));
  return { modelName: model_name, layer, sizes: parsed.data, unread };
}

const shortText = z.string().max(300);

/** `LanguageModelSAERunnerConfig` as far as it says what is computed. */
const transcoderSettings = z.looseObject({
  model_name: shortText,
  hook_point: shortText,
  hook_point_layer: z.number().int(),
  hook_point_head_index: z.null("it is of one head, which a transcoder is not").optional(),
  is_transcoder: z.literal(true, "it is no transcoder"),
  out_hook_point: shortText,
  out_hook_point_layer: z.number().int().nullish(),
  d_in: z.number().int(),
  d_sae: z.number().int().nullish(),
  d_out: z.number().int().nullish(),
});
