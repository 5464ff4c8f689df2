import path from "node:path";
import { warmAttribution } from "@/lib/engine/attribution/attribution-state";
import type { ModelIdentity } from "@/lib/engine/attribution/trace-circuit";
import { describeModel, type ModelDescription } from "@/lib/engine/describe-model";
import { EngineError } from "@/lib/engine/errors";
import { type LoadedModel, openModel } from "@/lib/engine/model";
import type { Runtime } from "@/lib/engine/runtime";
import { AppError } from "@/lib/errors";
import type { Logger } from "@/lib/log";
import type { KnownModel } from "@/lib/models/known-model";
import { modelFolders } from "@/lib/models/model-folders";

export interface OpenedModel {
  model: LoadedModel;
  /** The checksums that name what is computed with it. */
  identity: ModelIdentity;
}

/**
 * The models a worker has on disk, by name: described once, opened when first asked for, then kept warm as long as
 * all of them together fit the memory allowed; beyond it, the one asked for longest ago is closed.
 */
export interface ModelShelf {
  names: string[];
  /** For one job. */
  borrow(): BorrowedModels;
  /** Opens the first model with everything in it, so that the first job finds it warm. */
  warm(): Promise<void>;
  provider: string;
  close(): Promise<void>;
}

/** What a job opens stays open until it gives it back, whatever other jobs of this worker ask for meanwhile. */
export interface BorrowedModels {
  provider: string;
  /** The model the site means, if the files here are those it knows; otherwise an error for the reader. */
  open(known: KnownModel): Promise<OpenedModel>;
  giveBack(): void;
}

interface ShelfOptions {
  runtime: Runtime;
  /** Most bytes of weights to hold, of all models together. */
  memoryLimitBytes: number;
  log: Logger;
}

export async function openShelf(modelsDir: string, options: ShelfOptions): Promise<ModelShelf> {
  const { runtime, memoryLimitBytes, log } = options;
  const described = new Map<string, { folder: string; description: ModelDescription }>();
  for (const folder of modelFolders(modelsDir)) {
    try {
      const description = await describeModel(folder);
      described.set(description.name, { folder, description });
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      log.error({ folder: path.basename(folder) }, `a model is left out: ${error.message}`);
    }
  }
  const opened = new Map<string, Promise<LoadedModel>>();
  /** What each job at hand has open. */
  const borrowed = new Set<Set<string>>();
  const inUse = (name: string) => [...borrowed].some((names) => names.has(name));
  /** Marks a model as asked for now, and closes others while all together hold more than is allowed. */
  const keepWithinLimit = async (name: string, model: LoadedModel) => {
    opened.delete(name);
    opened.set(name, Promise.resolve(model));
    let held = 0;
    for (const other of opened.values()) held += (await other).memory().weightBytes;
    for (const [oldest, other] of [...opened]) {
      if (held <= memoryLimitBytes) return;
      if (oldest === name || inUse(oldest)) continue;
      const closing = await other;
      held -= closing.memory().weightBytes;
      opened.delete(oldest);
      await closing.close();
      log.info({ model: oldest }, "closed a model to make room");
    }
  };
  const open = async ({ name, checksum, dictionarySets }: KnownModel): Promise<OpenedModel> => {
    const found = described.get(name);
    if (!found)
      throw new AppError("unavailable", `The worker that took this job has no files of the model ${name}.`);
    const { description } = found;
    if (description.checksum !== checksum || allOf(description.sets) !== allOf(dictionarySets)) {
      throw new AppError(
        "conflict",
        `The worker's files of ${name} are not those the site knows. The operator must put the right ones in place.`,
      );
    }
    const opening = opened.get(name) ?? openModel(found.folder, { runtime, memoryLimitBytes });
    opened.set(name, opening);
    opening.catch(() => opened.delete(name));
    const model = await opening;
    await keepWithinLimit(name, model);
    return { model, identity: identityOf(found.description) };
  };
  return {
    names: [...described.keys()],
    provider: runtime.report.inUse,
    warm: async () => {
      const [first] = described.values();
      if (!first) return;
      const { name, checksum, sets } = first.description;
      const { model } = await open({ name, checksum, dictionarySets: sets });
      await model.warm();
      await warmAttribution(model);
    },
    borrow: () => {
      const names = new Set<string>();
      borrowed.add(names);
      return {
        provider: runtime.report.inUse,
        open: (known) => {
          names.add(known.name);
          return open(known);
        },
        giveBack: () => borrowed.delete(names),
      };
    },
    close: async () => {
      for (const model of opened.values()) await (await model).close();
    },
  };
}

/** Every set of a model is opened with it, so what is computed depends on all of them. */
function allOf(sets: readonly { checksum: string }[]): string {
  return sets
    .map(({ checksum }) => checksum)
    .sort()
    .join();
}

function identityOf({ name, checksum, sets }: ModelDescription): ModelIdentity {
  const dictionarySets = sets.map((set) => ({ kind: set.kind, name: set.name, checksum: set.checksum }));
  return { model: name, modelChecksum: checksum, dictionarySets };
}
