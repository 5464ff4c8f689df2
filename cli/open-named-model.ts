import path from "node:path";
import { type LoadedModel, type OpenModelOptions, openModel } from "@/lib/engine/model";
import { openRuntime } from "@/lib/engine/runtime";
import { env } from "@/lib/env";

/** Opens a model by its name under MODELS_DIR, or by the path of its folder. */
export async function openNamedModel(
  nameOrPath: string,
  sets: OpenModelOptions["sets"] = {},
): Promise<LoadedModel> {
  const { ENGINE_PROVIDER, ENGINE_THREADS } = env();
  const runtime = await openRuntime({ provider: ENGINE_PROVIDER, threads: ENGINE_THREADS });
  return openModel(modelFolder(nameOrPath), { runtime, sets });
}

export function modelFolder(nameOrPath: string): string {
  const isPath = /[\\/]/.test(nameOrPath) || nameOrPath.startsWith(".");
  return isPath ? nameOrPath : path.join(env().MODELS_DIR, nameOrPath);
}
