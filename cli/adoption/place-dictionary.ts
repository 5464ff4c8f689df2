import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { ProcessingStep } from "@/lib/circuit-format/processing";
import { readSaid } from "@/lib/engine/dictionaries/forms/read-said";
import { unsupportedIn } from "@/lib/engine/dictionaries/other-arithmetic";
import { readSaeConfig, type SaeConfig } from "@/lib/engine/dictionaries/sae-config";
import { invalidFile } from "@/lib/engine/errors";
import { readSettings, readTensors } from "@/lib/engine/pytorch/read-tensors";
import type { ModelFile } from "@/lib/engine/weights/model-folder";
import { readTensor, requireTensor, type SafetensorsFile } from "@/lib/engine/weights/safetensors";
import { readJsonFile } from "@/lib/engine/weights/strict-json";
import { writeSafetensors } from "@/lib/engine/weights/write-safetensors";
import { AppError } from "@/lib/errors";
import { firstFault } from "@/lib/json/schema-words";
import type { DictionaryParts } from "./dictionary-parts";
import { givenFile } from "./given-file";
import type { SourceFiles } from "./source-files";

/** A dictionary as it lies in a model folder, and what its file says of itself. */
export interface PlacedDictionary {
  kind: DictionaryKind;
  layer: number;
  /** What was done to the model that it was trained on, as far as its file says it. */
  stated: Record<ProcessingStep, boolean | undefined>;
  modelNames: string[];
}

/** Puts a dictionary of a source into `folder` as SAELens has them, converted where it is of another form. */
export async function placeDictionary(
  source: SourceFiles,
  parts: DictionaryParts,
  folder: string,
): Promise<PlacedDictionary> {
  mkdirSync(folder, { recursive: true });
  const given = async (name: string) => givenFile(await source.get(name), `${source.label}/${name}`);
  if (parts.form === "as-it-lies") {
    for (const name of [parts.config ?? [], parts.weights, parts.others ?? []].flat())
      copyFileSync((await given(name)).path, path.join(folder, path.posix.basename(name)));
    const name = path.posix.basename(path.posix.dirname(parts.weights));
    return placeOf(readSaid(folder, name), `${source.label}/${parts.config}`);
  }
  const config = parts.config === null ? null : await given(parts.config);
  const weights = await given(parts.weights);
  if (parts.form === "saelens" && config) {
    copyFileSync(config.path, path.join(folder, "cfg.json"));
    copyFileSync(weights.path, path.join(folder, "sae_weights.safetensors"));
  } else if (parts.form === "weights-and-cfg" && config) convertKissane(config, weights, folder);
  else convertTranscoder(weights, folder);
  const cfg = config ?? weights;
  return placeOf(readSaeConfig(givenFile(path.join(folder, "cfg.json"), cfg.label)), cfg.label);
}

/** The kind and layer of a dictionary, by the site that its file names. */
function placeOf({ hooksIn, stated, modelNames }: SaeConfig, label: string): PlacedDictionary {
  const [hook = ""] = hooksIn;
  const [, l, site = ""] = /^blocks\.(\d{1,4})\.(.+)$/.exec(hook) ?? [];
  const kinds: Readonly<Record<string, DictionaryKind>> = {
    "attn.hook_z": "attn",
    hook_resid_pre: "resid",
    hook_resid_post: "resid",
    "ln2.hook_normalized": "mlp",
    // Whose features are leaves of circuits.
    hook_attn_out: "attn",
    hook_resid_mid: "resid",
    hook_mlp_out: "mlp",
  };
  const kind = Object.hasOwn(kinds, site) ? kinds[site] : undefined;
  if (kind === undefined || l === undefined)
    throw new AppError(
      "unprocessable",
      hook === ""
        ? `${label} does not say which site the dictionary reads (hook_name). Write it in, and adopt it again.`
        : `${label}: the dictionary reads ${hook.slice(0, 100)}, which is none of the sites that are read here: blocks.l.attn.hook_z, blocks.l.hook_resid_pre, blocks.l.ln2.hook_normalized, and hook_attn_out, hook_resid_mid and hook_mlp_out.`,
    );
  const layer = Number(l) + (site === "hook_resid_post" ? 1 : 0);
  return { kind, layer, stated, modelNames };
}

const kissaneSchema = z.looseObject({
  act_name: z.string(),
  act_size: z.number().int().min(1),
  dict_size: z.number().int().min(1),
  layer: z.number().int().min(0).nullish(),
  model_name: z.string().nullish(),
});

/**
 * As Kissane, Krzyzanowski and others published theirs: a state dict, and a `_cfg.json` of the training run. Their encoder is
 * `relu((x - b_dec) W_enc + b_enc)`, as SAELens' loader of them (`connor_rob_hook_z`) reads it too.
 */
function convertKissane(config: ModelFile, weights: ModelFile, folder: string): void {
  const said = readJsonFile(config, kissaneSchema, 1_000_000);
  const { act_name, act_size, dict_size, layer, model_name } = said;
  refuseOptions(config, said);
  const tensors = readTensors(weights);
  refuseOthers(tensors, ["W_enc", "b_enc", "W_dec", "b_dec"]);
  writeCfg(folder, {
    ...{
      architecture: "standard",
      activation_fn: "relu",
      apply_b_dec_to_input: true,
      normalize_activations: "none",
    },
    ...{ d_in: act_size, d_sae: dict_size, hook_name: act_name, model_name: model_name ?? undefined },
    hook_layer: layer ?? undefined,
  });
  const [D, F] = [act_size, dict_size];
  const write = (name: string, ...shape: number[]) => {
    const tensor = requireTensor(tensors, name, shape);
    return { name, dtype: "F32", shape, make: () => bytesOf(readTensor(tensor)) };
  };
  writeSafetensors(path.join(folder, "sae_weights.safetensors"), [
    ...[write("W_enc", D, F), write("b_enc", F), write("W_dec", F, D), write("b_dec", D)],
  ]);
}

/**
 * As `sae_training` saved transcoders (Dunefsky, Chlenski, Nanda): `relu((x - b_dec) W_enc + b_enc) W_dec + b_dec_out`, the settings of the
 * training run beside the tensors or in the file's name alone. What is subtracted from the input goes into the encoder's bias,
 * `b_enc - b_dec W_enc`, which gives the same features.
 */
function convertTranscoder(weights: ModelFile, folder: string): void {
  const { modelName, layer, width } = transcoderOf(weights);
  const tensors = readTensors(weights);
  refuseOthers(tensors, ["W_enc", "b_enc", "W_dec", "b_dec", "b_dec_out"]);
  const [D = 0, F = 0] = tensors.tensors.get("W_enc")?.shape ?? [];
  const read = (name: string, ...shape: number[]) => readTensor(requireTensor(tensors, name, shape));
  const W_enc = read("W_enc", D, F);
  const [b_enc, b_dec] = [read("b_enc", F), read("b_dec", D)];
  const folded = Float64Array.from(b_enc);
  for (let j = 0; j < D; j++)
    for (let i = 0; i < F; i++) folded[i] = (folded[i] ?? 0) - (b_dec[j] ?? 0) * (W_enc[j * F + i] ?? 0);
  if (width !== null && width !== D)
    throw invalidFile(weights.label, `its settings say d_in ${width}, and its encoder reads ${D} numbers`);
  writeCfg(folder, {
    ...{ architecture: "transcoder", activation_fn: "relu", apply_b_dec_to_input: false },
    ...{ normalize_activations: "none", d_in: D, d_out: D, d_sae: F, model_name: modelName },
    ...{ hook_name: `blocks.${layer}.ln2.hook_normalized`, hook_name_out: `blocks.${layer}.hook_mlp_out` },
    hook_layer: layer,
  });
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
  /** Of its input, where its settings say it. */
  width: number | null;
}

const sitePattern = /^blocks\.(\d{1,4})\.ln2\.hook_normalized$/;

/** Which transcoder a file holds, by its settings and by its name, which must not say something else. */
function transcoderOf(weights: ModelFile): NamedTranscoder {
  const [, ofName, hookOfName = ""] =
    /final_sparse_autoencoder_(.+?)_(blocks\.\d+\.ln2\.hook_normalized)_\d+\.pt$/.exec(weights.label) ?? [];
  const settings = readSettings(weights);
  if (settings === null) {
    const [, l] = sitePattern.exec(hookOfName) ?? [];
    if (!ofName || l === undefined)
      throw invalidFile(
        weights.label,
        "its name does not say which transcoder it is (blocks.l.ln2.hook_normalized)",
      );
    return { modelName: ofName, layer: Number(l), width: null };
  }
  const parsed = transcoderSettings.safeParse(Object.fromEntries(settings));
  if (!parsed.success) throw invalidFile(weights.label, `its settings say of ${firstFault(parsed.error)}`);
  refuseOptions(weights, parsed.data);
  const { model_name, hook_point, hook_point_layer, out_hook_point, out_hook_point_layer, d_in } =
    parsed.data;
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
  return { modelName: model_name, layer, width: d_in };
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
});

/** What is written anew says nothing more of an option that would change what is computed. */
function refuseOptions(file: ModelFile, said: Readonly<Record<string, unknown>>): void {
  const options = unsupportedIn(said);
  if (options.length > 0)
    throw invalidFile(file.label, `its options ${options.join(", ").slice(0, 300)} are not supported`);
}

/** A tensor that nobody reads would say that the file is of another kind. */
function refuseOthers({ tensors, file }: SafetensorsFile, known: readonly string[]): void {
  const other = [...tensors.keys()].find((name) => !known.includes(name));
  if (other !== undefined) throw invalidFile(file.label, "nobody knows what it is for", other.slice(0, 200));
}

function writeCfg(folder: string, cfg: object): void {
  writeFileSync(path.join(folder, "cfg.json"), `${JSON.stringify(cfg, null, 2)}\n`);
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
