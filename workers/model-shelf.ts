import { createHash } from "node:crypto";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { warmAttribution } from "@/lib/engine/attribution/attribution-state";
import type { ModelIdentity } from "@/lib/engine/attribution/trace-circuit";
import type { ModelDescription } from "@/lib/engine/describe-model";
import { type LoadedModel, openModel } from "@/lib/engine/model";
import type { Runtime } from "@/lib/engine/runtime";
import { AppError } from "@/lib/errors";
import type { Logger } from "@/lib/log";
import { chooseSets } from "@/lib/models/choose-sets";
import type { ReadWith } from "@/lib/runs/read-with";
import { DescribedFolders, type FoundFolder } from "./described-folders";
import { Stopwatch } from "./stopwatch";

export interface OpenedModel {
  model: LoadedModel;
  /** The checksums that name what is computed with it. */
  identity: ModelIdentity;
}

/**
 * The models a worker has on disk: described whenever their files change, opened with the dictionary sets asked for, then kept warm as long as
 * all of them together fit the memory allowed; beyond it, the one asked for longest ago is closed.
 */
export interface ModelShelf {
  names: string[];
  /** For one job. */
  borrow(): BorrowedModels;
  /** Describes what is new or changed on disk. All models: the same objects for as long as their files stay as they are. */
  look(): Promise<ModelDescription[]>;
  /** Opens the first model with everything in it, so that the first job finds it warm. */
  warm(): Promise<void>;
  provider: string;
  close(): Promise<void>;
}

/** What a job opens stays open until it gives it back, whatever other jobs of this worker ask for meanwhile. */
export interface BorrowedModels {
  provider: string;
  /** What models are run by, for who opens one that no job knows yet. */
  runtime: Runtime;
  /** All models on disk, looked at now. */
  look(): Promise<ModelDescription[]>;
  /** Where a model lies, and what is in it, looked at now. */
  find(name: string): Promise<FoundFolder | undefined>;
  /**
   * The model the site means, with the dictionary sets it means, if the files here are those it knows; otherwise an
   * error for the reader.
   */
  open(known: ReadWith): Promise<OpenedModel>;
  giveBack(): void;
  /** Milliseconds since it was borrowed in which models, or parts of them, were being opened: nothing is computed then. */
  openingMillis(): number;
}

interface ShelfOptions {
  runtime: Runtime;
  /** Most bytes of weights to hold, of all models together. */
  memoryLimitBytes: number;
  /** Where files of large encoders are kept, which are then used in two stages; without it they are used whole. */
  encodersDir?: string;
  log: Logger;
}

export async function openShelf(modelsDir: string, options: ShelfOptions): Promise<ModelShelf> {
  const { memoryLimitBytes, encodersDir, log } = options;
  const opening = new Stopwatch();
  const runtime: Runtime = {
    ...options.runtime,
    open: (model, session) => opening.during(() => options.runtime.open(model, session)),
  };
  const folders = new DescribedFolders(modelsDir, log);
  await folders.look();
  const look = async () => {
    await folders.look();
    return folders.all();
  };
  const opened = new Map<string, Promise<LoadedModel>>();
  /** What each job at hand has open. */
  const borrowed = new Set<Set<string>>();
  const inUse = (key: string) => [...borrowed].some((keys) => keys.has(key));
  /** Marks a model as asked for now, and closes others while all together hold more than is allowed. */
  const keepWithinLimit = async (key: string, model: LoadedModel) => {
    opened.delete(key);
    opened.set(key, Promise.resolve(model));
    let held = 0;
    for (const other of opened.values()) held += (await other).memory().weightBytes;
    for (const [oldest, other] of [...opened]) {
      if (held <= memoryLimitBytes) return;
      if (oldest === key || inUse(oldest)) continue;
      const closing = await other;
      held -= closing.memory().weightBytes;
      opened.delete(oldest);
      await closing.close();
      log.info({ opened: oldest }, "closed a model to make room");
    }
  };
  /** Notes under `keys` what it opens, before anything is waited for in which that could be closed. */
  const open = async (
    { model: { name, checksum }, sets }: ReadWith,
    keys: Set<string>,
  ): Promise<OpenedModel> => {
    // Another worker may have taken it up already, and somebody may have changed what is there.
    const found = await folders.current(name);
    if (!found)
      throw new AppError("unavailable", `The worker that took this job has no files of the model ${name}.`);
    const { description } = found;
    const chosen = sets.map(({ set }) => description?.sets.find((own) => isSame(own, set)));
    if (description?.checksum !== checksum || chosen.includes(undefined)) {
      throw new AppError(
        "conflict",
        `The worker's files of ${name} are not those the site knows. The operator must put the right ones in place.`,
      );
    }
    const names = namesOf(sets.map(({ set }) => set));
    const key = keyOf(description, names);
    keys.add(key);
    const twoStage = encodersDir !== undefined && {
      folder: encodersDir,
      // To make a file takes seconds, which are no job's.
      opening: <T>(work: () => Promise<T>) => opening.during(work),
      onPlain: (reason: string) => log.warn({ model: name }, `encoders are used whole: ${reason}`),
    };
    const opens =
      opened.get(key) ??
      openModel(found.folder, { runtime, memoryLimitBytes, sets: names, ...(twoStage && { twoStage }) });
    opened.set(key, opens);
    opens.catch(() => opened.delete(key));
    const model = await opens;
    await keepWithinLimit(key, model);
    const dictionarySets = description.sets
      .filter((set) => chosen.includes(set))
      .map(({ kind, name: set, checksum: sum }) => ({ kind, name: set, checksum: sum }));
    return { model, identity: { model: name, modelChecksum: checksum, dictionarySets } };
  };
  return {
    get names() {
      return folders.names;
    },
    look,
    provider: runtime.report.inUse,
    warm: async () => {
      const [first] = folders.all();
      if (!first) return;
      const { name, checksum, sets } = first;
      const firstOfEach = chooseSets(sets, {}).map((set) => ({ set }));
      const { model } = await open({ model: { name, checksum }, sets: firstOfEach }, new Set());
      await model.warm();
      await warmAttribution(model);
    },
    borrow: () => {
      const keys = new Set<string>();
      const openedBefore = opening.millis;
      borrowed.add(keys);
      return {
        provider: runtime.report.inUse,
        ...{ runtime: options.runtime, look, find: (name) => folders.current(name) },
        open: (known) => opening.during(() => open(known, keys)),
        giveBack: () => borrowed.delete(keys),
        openingMillis: () => opening.millis - openedBefore,
      };
    },
    close: async () => {
      for (const model of opened.values()) await (await model).close();
    },
  };
}

type SetName = Pick<ReadWith["sets"][number]["set"], "kind" | "name">;

function isSame(own: SetName & { checksum: string }, set: SetName & { checksum: string }): boolean {
  return own.kind === set.kind && own.name === set.name && own.checksum === set.checksum;
}

/** The set to open of each kind: none of those that are not named. */
function namesOf(sets: readonly SetName[]): Record<DictionaryKind, string | null> {
  const nameOf = (wanted: DictionaryKind) => sets.find(({ kind }) => kind === wanted)?.name ?? null;
  return { attn: nameOf("attn"), mlp: nameOf("mlp"), resid: nameOf("resid") };
}

/** A model is opened once for each choice of its dictionary sets, and again where what is said of them, or they, changed. */
function keyOf(
  { name, checksum, sets }: ModelDescription,
  names: Record<DictionaryKind, string | null>,
): string {
  const said = sets
    .filter((set) => names[set.kind] === set.name)
    .map((set) => [set.checksum, set.dictionaries.map(({ training }) => training)]);
  const version = createHash("sha256")
    .update(JSON.stringify([checksum, said]))
    .digest("hex");
  return JSON.stringify([name, names, version.slice(0, 16)]);
}
