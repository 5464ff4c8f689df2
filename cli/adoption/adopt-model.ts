import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { readFamily } from "@/lib/engine/architectures/architectures";
import { describeModel, type ModelDescription } from "@/lib/engine/describe-model";
import { knownReleases } from "@/lib/engine/dictionaries/known-releases";
import type { StatedProcessing } from "@/lib/engine/weights/manifest";
import { AppError } from "@/lib/errors";
import type { HubOptions } from "@/lib/hub/hub-connection";
import { isHubSource } from "@/lib/hub/hub-source";
import { manifestOf, type PlacedSet } from "./adopted-manifest";
import { buildTokenizer } from "./build-tokenizer";
import { claimsBeside, filesOfDictionary } from "./dictionary-parts";
import { givenFile } from "./given-file";
import { knownModels } from "./known-models";
import { mergeShards } from "./merge-shards";
import { type ModelParts, pickModelParts } from "./model-parts";
import { placeDictionary } from "./place-dictionary";
import { type PlannedDictionaries, planDictionaries } from "./plan-dictionaries";
import { folderName, openSource, type SourceFiles, shortName } from "./source-files";
import { takeWorkplace } from "./workplace";

export interface AdoptionRequest {
  /** A model that is known, a folder, or `hub:owner/name@revision`. */
  source: string;
  /** Releases that are known, folders or repositories; by default those of a known model. */
  dictionaries?: readonly string[];
  name?: string;
  /** Names by which files of dictionaries call it, beside its own. */
  knownAs?: readonly string[];
  licence?: string;
  /** What the adopter says of the model that the dictionaries were trained on. */
  processing?: StatedProcessing;
  modelsDir: string;
  hub: HubOptions;
  /** The folder below which sources may lie that are folders; null for none, anywhere if not given. */
  below?: string | null;
  /** What is being done, a line at a time. */
  say?: (line: string) => void;
  onBytes?: (name: string, done: number, total: number) => void;
  /** How much there is to fetch, before it is begun. */
  onPlan?: (plan: { files: number; bytes: number }) => void;
  /** After the folder is checked and before it has its place. */
  prove?: (folder: string, description: ModelDescription) => Promise<void>;
  /** Names this adoption for good: begun again once its model has its place, it is done. */
  mark?: string;
}

export interface AdoptedModel {
  folder: string;
  description: ModelDescription;
}

/**
 * Makes a model folder under `modelsDir` of what somebody gives: checked, hashed and ready, or not there at all. What was
 * fetched before an interruption is kept beside it and not fetched again.
 */
export async function adoptModel(request: AdoptionRequest): Promise<AdoptedModel> {
  const { source, modelsDir, hub, say = () => {}, onBytes } = request;
  const known = Object.hasOwn(knownModels, source) ? knownModels[source] : undefined;
  const text = known ? `hub:${known.repository}@${known.revision}` : source;
  const name = request.name ?? (known ? source : nameOf(source));
  if (name !== shortName(name))
    throw new AppError(
      "invalid-input",
      `${JSON.stringify(name.slice(0, 100))} is no name of a model: use lower-case letters, digits, dots and hyphens, 64 at most.`,
    );
  const target = path.join(modelsDir, name);
  if (request.mark !== undefined && markOf(target) === request.mark)
    return { folder: target, description: await describeModel(target) };
  if (existsSync(target))
    throw new AppError(
      "conflict",
      `There is a model ${name} already, and a name stands for one set of weights for ever. Choose another with --name, or remove ${target} if nothing was computed with it.`,
    );
  const workplace = takeWorkplace(modelsDir, name);
  try {
    const options = {
      ...{ hub, downloads: path.join(workplace.folder, "downloads") },
      ...(onBytes && { onBytes }),
      ...(request.below !== undefined && { below: request.below }),
    };
    const files = await openSource(text, options);
    const parts = pickModelParts(files.label, files.names);
    const planned: PlannedDictionaries[] = [];
    for (const each of request.dictionaries ?? known?.releases ?? [])
      planned.push(...(await planDictionaries(each, options)));
    const setNames = namesApart();
    for (const each of planned) each.setName = setNames(each.setName);
    const plan = planOf([
      [files, filesOf(parts)],
      ...planned.map(({ source: of, parts: each }): [SourceFiles, string[]] => [
        of,
        each.flatMap((one) => [...filesOfDictionary(one), ...claimsBeside(of.names, one)]),
      ]),
    ]);
    refuseWithoutRoom(modelsDir, plan.bytes);
    request.onPlan?.(plan);
    const folder = path.join(workplace.folder, name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    say(`Taking the model's files from ${files.label}.`);
    const weights = await placeModel(files, parts, folder);
    const sets: PlacedSet[] = [];
    const apart = { attn: namesApart(), mlp: namesApart(), resid: namesApart() };
    for (const each of planned)
      for (const set of await placeSets(each, folder, say))
        sets.push({ ...set, name: apart[set.kind](set.name) });
    const { architecture, config } = readFamily(givenFile(path.join(folder, "config.json"), "config.json"));
    const { licence: modelLicence, repository } = files;
    const found = { architecture, norm: config.norm.kind, modelLicence, repository, weights, sets };
    const manifest = manifestOf({ ...request, name, known, ...found });
    writeFileSync(path.join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    say("Checking every weight, and taking checksums.");
    const description = await describeModel(folder);
    for (const line of unnamedWords(description)) say(line);
    await request.prove?.(folder, description);
    if (request.mark !== undefined) writeFileSync(path.join(folder, markFile), request.mark);
    // Somebody else may have taken the name meanwhile.
    if (existsSync(target)) throw new AppError("conflict", `There is a model ${name} already.`);
    renameSync(folder, target);
    workplace.remove();
    return { folder: target, description };
  } finally {
    workplace.giveBack();
  }
}

/** Of which sets nothing tells whether the model that their files name is this one. */
function unnamedWords({ sets }: ModelDescription): string[] {
  return sets.flatMap(({ kind, name, dictionaries }) => {
    const names = dictionaries.flatMap(({ training: { model, modelToldBy } }) =>
      model !== null && modelToldBy === null ? [model] : [],
    );
    return [...new Set(names)].map(
      (model) =>
        `The files of ${kind}/${name} say that they are of ${model}, and nothing here says what this model is called. Where it is that one, say so with --known-as.`,
    );
  });
}

const markFile = ".adoption";

function markOf(folder: string): string | null {
  const file = path.join(folder, markFile);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

function nameOf(source: string): string {
  if (!isHubSource(source)) return folderName(source);
  return shortName(source.replace(/@.*$/, "").split(/[/:]/).at(-1) ?? source);
}

function filesOf({ config, weights, tokenizer }: ModelParts): string[] {
  return [
    config,
    weights.file,
    ...(tokenizer.is === "json" ? [tokenizer.file] : [tokenizer.vocab, tokenizer.merges]),
  ];
}

/** What is fetched is held twice only where it is converted. */
const spareBytes = 200_000_000;

/** What of the files of sources is not on this machine yet. */
function planOf(wanted: readonly [SourceFiles, string[]][]): { files: number; bytes: number } {
  let [files, bytes] = [0, 0];
  for (const [source, names] of wanted)
    for (const name of names) {
      const missing = source.missingBytes([name]);
      bytes += missing;
      if (missing > 0) files++;
    }
  return { files, bytes };
}

function refuseWithoutRoom(modelsDir: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(modelsDir);
  const free = bavail * bsize;
  if (bytes + spareBytes <= free) return;
  const gigabytes = (count: number) => (count / 1e9).toFixed(1);
  throw new AppError(
    "unavailable",
    `There are ${gigabytes(bytes)} GB to fetch, and ${gigabytes(free)} GB free in ${modelsDir}. Make room, or set MODELS_DIR to another disk.`,
  );
}

/** Puts a model's three files into its folder; returns the name of its weights. */
async function placeModel(source: SourceFiles, parts: ModelParts, folder: string): Promise<string> {
  const given = async (name: string) => givenFile(await source.get(name), `${source.label}/${name}`);
  place(await source.get(parts.config), path.join(folder, "config.json"));
  const { tokenizer, weights } = parts;
  if (tokenizer.is === "json") place(await source.get(tokenizer.file), path.join(folder, "tokenizer.json"));
  else {
    const setting = async (name: string) => (tokenizer.settings.includes(name) ? given(name) : undefined);
    const json = buildTokenizer({
      ...{ vocab: await given(tokenizer.vocab), merges: await given(tokenizer.merges) },
      ...{
        config: await setting("tokenizer_config.json"),
        special: await setting("special_tokens_map.json"),
      },
      added: await setting("added_tokens.json"),
    });
    writeFileSync(path.join(folder, "tokenizer.json"), JSON.stringify(json));
  }
  if (weights.is === "whole") {
    place(await source.get(weights.file), path.join(folder, weights.file));
    return weights.file;
  }
  await mergeShards(await given(weights.file), source, path.join(folder, "model.safetensors"));
  return "model.safetensors";
}

/** What was fetched lies on the same disk and is given a second name; what lies elsewhere is copied. */
function place(from: string, to: string): void {
  try {
    if (!from.includes(`${path.sep}downloads${path.sep}`)) throw new Error("not ours");
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

/** Puts dictionaries into their sets: one a kind, and one for each of those that are several at one layer. */
async function placeSets(
  planned: PlannedDictionaries,
  folder: string,
  say: (line: string) => void,
): Promise<PlacedSet[]> {
  const { source, parts, setName, left } = planned;
  say(
    `Taking ${parts.length === 1 ? "a dictionary" : `${parts.length} dictionaries`} of ${setName} from ${source.label}.`,
  );
  if (left.length > 0)
    say(
      `Left there, since nothing beside them says that they are dictionaries: ${left.slice(0, 10).join(", ")}${left.length > 10 ? ` and ${left.length - 10} more` : ""}.`,
    );
  const placed: PlacedSet["dictionaries"] = [];
  for (const [n, each] of parts.entries()) {
    // Some trainers say the place of a dictionary by the name of its folder.
    const named = each.form === "as-it-lies" ? path.posix.basename(path.posix.dirname(each.weights)) : "";
    // Refusals name it, so that it is known of which of the source's they are.
    const own = `${n}-${shortName(path.posix.basename(each.place).replace(/\.\w+$/, ""))}`;
    const inside = path.posix.join("saes", setName, own, named);
    placed.push({
      ...(await placeDictionary(source, each, path.join(folder, inside))),
      ...{ folder: inside, place: each.place },
    });
  }
  const kinds = [...new Set(placed.map(({ kind }) => kind))];
  return kinds.flatMap((kind): PlacedSet[] => {
    const ofKind = placed.filter((each) => each.kind === kind);
    const several = new Set(ofKind.map(({ layer }) => layer)).size < ofKind.length;
    if (!several) return [{ kind, name: setName, planned, dictionaries: ofKind }];
    return ofKind.map((each) => ({
      ...{ kind, planned, dictionaries: [each] },
      name: shortName(`${setName.slice(0, 30)}-${path.posix.basename(each.place).slice(-33)}`),
    }));
  });
}

/** Gives a name that was given before another ending, as folders of one name are of two places. */
function namesApart(): (name: string) => string {
  const given = new Set<string>();
  return (name) => {
    let own = name;
    for (let n = 2; given.has(own); n++) own = `${name.slice(0, 60 - String(n).length)}-${n}`;
    given.add(own);
    return own;
  };
}

/** Names that `adoptModel` and its dictionaries take without a hub's address. */
export const knownNames = { models: Object.keys(knownModels), releases: Object.keys(knownReleases) };
