import path from "node:path";
import { type LoadedModel, openModel } from "@/lib/engine/model";
import { openRuntime } from "@/lib/engine/runtime";
import { env } from "@/lib/env";

/** Opens a model by its name under MODELS_DIR, or by the path of its folder. */
export async function openNamedModel(nameOrPath: string): Promise<LoadedModel> {
  const { MODELS_DIR, ENGINE_PROVIDER, ENGINE_THREADS } = env();
  const isPath = /[\\/]/.test(nameOrPath) || nameOrPath.startsWith(".");
  const runtime = await openRuntime({ provider: ENGINE_PROVIDER, threads: ENGINE_THREADS });
  return openModel(isPath ? nameOrPath : path.join(MODELS_DIR, nameOrPath), { runtime });
}
