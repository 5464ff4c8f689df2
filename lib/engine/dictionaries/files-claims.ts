import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { type Claim, claimSchema, type FileClaim } from "@/lib/evidence-format/fit";
import { EngineError, invalidFile, printable } from "../errors";
import type { ManifestSet } from "../weights/manifest";
import { type ModelFile, type ModelFolder, resolveModelFile } from "../weights/model-folder";
import { readSafetensors, readTensor, requireTensor } from "../weights/safetensors";
import { parseStrictJson, readJsonFile, settingsLimits } from "../weights/strict-json";
import { withoutDoubles } from "../weights/without-doubles";
import { findFiles } from "./forms/found-files";

/*
 * What files beside a dictionary's numbers say of how good it is. Only figures whose definition stands in the program that writes the file are
 * read, and only beside a dictionary of that program's form; what they do not say stays unknown. Nothing here is part of what is computed.
 */

/** Files that say it, by their names. */
export const claimFiles = ["eval_results.json", "sparsity.safetensors"] as const;
type ClaimFile = (typeof claimFiles)[number];

/** As large as any is: of ten million features a number each. */
export const maxClaimBytes = 64_000_000;
const maxJsonBytes = 1_000_000;

/** What the files beside a dictionary of `dFeatures` features claim of it. One that says nothing that is known here is left out. */
export function readFilesClaims(
  folder: ModelFolder,
  place: ManifestSet["dictionaries"][number],
  dFeatures: number,
): FileClaim[] {
  const { configFile } = findFiles(folder, place);
  if (!configFile) return ofFolderName(path.posix.basename(place.folder));
  // Where each has a config by its own name, several may lie there.
  if (!/^(?:cfg|config)\.json$/.test(path.basename(configFile.path))) return [];
  const config = readJsonFile(configFile, z.looseObject({}), 1_000_000);
  const known = (file: ClaimFile, read: (file: ModelFile) => Claim): FileClaim[] => {
    if (!existsSync(path.join(folder.root, place.folder, file))) return [];
    try {
      const claim = read(resolveModelFile(folder, `${place.folder}/${file}`));
      return Object.keys(claim).length > 0 ? [{ file, ...claim }] : [];
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      return [{ file, unread: asKept(error.details.reason ?? error.message.replace(/\.$/, "")) }];
    }
  };
  if ("trainer" in config) return known("eval_results.json", (file) => ofEvaluation(file, dFeatures));
  if ("d_sae" in config) return known("sparsity.safetensors", (file) => ofSparsity(file, dFeatures));
  return [];
}

/** As it is kept and shown, whatever it quotes of a file: a reason as long as one reads, of characters that any database keeps. */
function asKept(reason: string): string {
  return printable(reason).slice(0, maxReason).toWellFormed();
}
/** Its bytes stay below the most that one string of fit.json may have. */
const maxReason = 300;

/** Of what is no number, or none that the figure can be, nothing is said. */
const figure = (least: number, most: number) => z.number().min(least).max(most).optional().catch(undefined);
const any = Number.MAX_VALUE;

/**
 * `eval_results.json` as `demo.py` of adamkarvonen/dictionary_learning_demo (7c5252f2) writes beside `ae.pt` what `evaluate` gives
 * (saprmarks/dictionary_learning, `evaluation.py` at 12e84279). `frac_variance_explained` is 1 less the variance of what is missed over that of
 * the site, each about its own mean; `frac_alive` counts the features that fire in what was evaluated; losses are mean cross-entropies,
 * `frac_recovered` is (rebuilt - zero) / (original - zero).
 */
function ofEvaluation(file: ModelFile, dFeatures: number): Claim {
  if (file.byteLength > maxJsonBytes)
    throw invalidFile(
      file.label,
      `it has ${file.byteLength} bytes, and ${maxJsonBytes} is the most that is read`,
    );
  const json = parseStrictJson(readFileSync(file.path), file.label, settingsLimits, { fromPython: true });
  const schema = z.looseObject({
    l0: figure(0, dFeatures),
    frac_alive: figure(0, 1),
    frac_variance_explained: figure(-any, 1),
    loss_original: figure(0, any),
    loss_reconstructed: figure(0, any),
    loss_zero: figure(0, any),
    frac_recovered: figure(-any, any),
  });
  const read = schema.safeParse(json);
  if (!read.success) throw invalidFile(file.label, "it is no object of figures");
  const said = read.data;
  const loss = stated({ model: said.loss_original, replaced: said.loss_reconstructed, zero: said.loss_zero });
  return claimSchema.parse(
    stated({
      ...{ l0: said.l0, explainedVariance: said.frac_variance_explained, lossRecovered: said.frac_recovered },
      loss: Object.keys(loss).length > 0 ? loss : undefined,
      neverFired: said.frac_alive === undefined ? undefined : 1 - said.frac_alive,
    }),
  );
}

/** What SAELens adds before the logarithm. A frequency below it is none, since no window has ten thousand million tokens. */
const added = 1e-10;

/**
 * `sparsity.safetensors` of SAELens (jbloomAus/SAELens, `training/sae_trainer.py` at 03a2eaf5, `_log_feature_sparsity`): of each feature the decimal
 * logarithm of the share of tokens that it fired on in the last window of training (`feature_sampling_window`), 1e-10 added. Their sum is how
 * many fire on a token, on average.
 */
function ofSparsity(file: ModelFile, dFeatures: number): Claim {
  if (file.byteLength > maxClaimBytes)
    throw invalidFile(
      file.label,
      `it has ${file.byteLength} bytes, and ${maxClaimBytes} is the most that is read`,
    );
  const logarithms = readTensor(
    requireTensor(withoutDoubles(readSafetensors(file)), "sparsity", [dFeatures]),
  );
  let [l0, silent] = [0, 0];
  for (const logarithm of logarithms) {
    const frequency = 10 ** logarithm - added;
    // A rounding of 1 in float16.
    if (frequency > 1.001)
      throw invalidFile(file.label, "a feature would fire on more than every token", "sparsity");
    if (frequency < added) silent++;
    else l0 += frequency;
  }
  return { l0, neverFired: silent / dFeatures };
}

/** `average_l0_71`, as the folders of Gemma Scope's `params.npz` are named (arXiv 2408.05147; `l0` of the same in SAELens' pretrained_saes.yaml). */
function ofFolderName(name: string): FileClaim[] {
  const [, l0] = /^average_l0_(\d{1,7})$/.exec(name) ?? [];
  return l0 === undefined ? [] : [{ file: `the folder's name ${name}`, l0: Number(l0) }];
}

/** Without what is not said. */
function stated(figures: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined));
}
