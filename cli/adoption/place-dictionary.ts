import { copyFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { ProcessingStep } from "@/lib/circuit-format/processing";
import { maxClaimBytes } from "@/lib/engine/dictionaries/files-claims";
import { convertKissane } from "@/lib/engine/dictionaries/forms/convert-kissane";
import { convertTranscoder } from "@/lib/engine/dictionaries/forms/convert-transcoder";
import { readSaid } from "@/lib/engine/dictionaries/forms/read-said";
import { readSaeConfig, type SaeConfig } from "@/lib/engine/dictionaries/sae-config";
import type { ModelFile } from "@/lib/engine/weights/model-folder";
import { readJsonFile } from "@/lib/engine/weights/strict-json";
import { AppError } from "@/lib/errors";
import { claimsBeside, type DictionaryParts, filesOfDictionary } from "./dictionary-parts";
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
  for (const name of claimsBeside(source.names, parts)) {
    if (source.missingBytes([name]) > maxClaimBytes) continue;
    const file = await given(name);
    if (file.byteLength <= maxClaimBytes)
      copyFileSync(file.path, path.join(folder, path.posix.basename(name)));
  }
  if (parts.form === "as-it-lies") {
    for (const name of filesOfDictionary(parts))
      copyFileSync((await given(name)).path, path.join(folder, path.posix.basename(name)));
    const name = path.posix.basename(path.posix.dirname(parts.weights));
    return placeOf(readSaid(folder, name), `${source.label}/${parts.config}`);
  }
  const config = parts.config === null ? null : await given(parts.config);
  const weights = await given(parts.weights);
  if (parts.form === "saelens" && config) {
    copyFileSync(config.path, path.join(folder, "cfg.json"));
    copyFileSync(weights.path, path.join(folder, "sae_weights.safetensors"));
  } else if (parts.form === "weights-and-cfg" && config) {
    if (!isKissane(config)) {
      for (const each of [config, weights])
        copyFileSync(each.path, path.join(folder, path.posix.basename(each.label)));
      return placeOf(readSaid(folder, ""), config.label);
    }
    convertKissane(config, weights, folder);
  } else convertTranscoder(weights, folder);
  const cfg = config ?? weights;
  return placeOf(readSaeConfig(givenFile(path.join(folder, "cfg.json"), cfg.label)), cfg.label);
}

/** Of others that keep a configuration beside their weights the engine reads it, by its keys. */
function isKissane(config: ModelFile): boolean {
  const said = readJsonFile(config, z.looseObject({}), 1_000_000);
  return "act_name" in said || "dict_size" in said;
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
