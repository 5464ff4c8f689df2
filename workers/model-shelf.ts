import path from "node:path";
import type { ModelIdentity } from "@/lib/engine/attribution/trace-circuit";
import { describeModel, type ModelDescription } from "@/lib/engine/describe-model";
import { EngineError } from "@/lib/engine/errors";
import { type LoadedModel, openModel } from "@/lib/engine/model";
import type { Runtime } from "@/lib/engine/runtime";
import { AppError } from "@/lib/errors";
import type { Logger } from "@/lib/log";
import { modelFolders } from "@/lib/models/model-folders";

export interface OpenedModel {
  model: LoadedModel;
  /** The checksums that name what is computed with it. */
  identity: ModelIdentity;
}

/** The models a worker has on disk, by name: described once, opened when first asked for, then kept warm. */
export interface ModelShelf {
  names: string[];
  /** The model of that name, if its files are those of `checksum`; otherwise an error for the reader. */
  open(name: string, checksum: string): Promise<OpenedModel>;
  provider: string;
  close(): Promise<void>;
}

export async function openShelf(modelsDir: string, runtime: Runtime, log: Logger): Promise<ModelShelf> {
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
  return {
    names: [...described.keys()],
    provider: runtime.report.inUse,
    open: async (name, checksum) => {
      const found = described.get(name);
      if (!found)
        throw new AppError("unavailable", `The worker that took this job has no files of the model ${name}.`);
      if (found.description.checksum !== checksum) {
        throw new AppError(
          "conflict",
          `The worker's files of ${name} are not those the site knows. The operator must put the right ones in place.`,
        );
      }
      const model = opened.get(name) ?? openModel(found.folder, { runtime });
      opened.set(name, model);
      model.catch(() => opened.delete(name));
      return { model: await model, identity: identityOf(found.description) };
    },
    close: async () => {
      for (const model of opened.values()) await (await model).close();
    },
  };
}

function identityOf({ name, checksum, sets }: ModelDescription): ModelIdentity {
  const dictionarySets = sets.map((set) => ({ kind: set.kind, name: set.name, checksum: set.checksum }));
  return { model: name, modelChecksum: checksum, dictionarySets };
}
