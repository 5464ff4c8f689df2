import path from "node:path";
import { type LoadedModel, type OpenModelOptions, openModel } from "@/lib/engine/model";
import { openRuntime } from "@/lib/engine/runtime";
import { env } from "@/lib/env";
import { trainingWords } from "@/lib/models/training-words";

/**
 * Opens a model by its name under MODELS_DIR, or by the path of its folder. Says on standard error what the files of
 * its dictionaries do not state.
 */
export async function openNamedModel(
  nameOrPath: string,
  sets: OpenModelOptions["sets"] = {},
): Promise<LoadedModel> {
  const { ENGINE_PROVIDER, ENGINE_THREADS } = env();
  const runtime = await openRuntime({ provider: ENGINE_PROVIDER, threads: ENGINE_THREADS });
  const model = await openModel(modelFolder(nameOrPath), { runtime, sets });
  for (const sentence of trainingWords(model.dictionaries)) process.stderr.write(`Note: ${sentence}\n`);
  return model;
}

export function modelFolder(nameOrPath: string): string {
  const isPath = /[\\/]/.test(nameOrPath) || nameOrPath.startsWith(".");
  return isPath ? nameOrPath : path.join(env().MODELS_DIR, nameOrPath);
}
