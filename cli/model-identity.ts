import type { ModelIdentity } from "@/lib/engine/attribution/trace-circuit";
import { describeModel } from "@/lib/engine/describe-model";
import type { LoadedModel } from "@/lib/engine/model";
import { modelFolder } from "./open-named-model";

/** The checksums of a model and of the dictionary sets it was opened with. Reads every file once. */
export async function modelIdentity(nameOrPath: string, model: LoadedModel): Promise<ModelIdentity> {
  const { name, checksum, sets } = await describeModel(modelFolder(nameOrPath));
  const dictionarySets = model.sets.flatMap(({ kind, name }) =>
    sets
      .filter((set) => set.kind === kind && set.name === name)
      .map((set) => ({ kind, name, checksum: set.checksum })),
  );
  return { model: name, modelChecksum: checksum, dictionarySets };
}
