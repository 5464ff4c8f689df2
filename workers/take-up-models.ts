import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { requestHeads } from "@/lib/heads/request-heads";
import { requestIndices } from "@/lib/indices/request-index";
import type { Logger } from "@/lib/log";
import { registerModel } from "@/lib/models/register-model";
import type { ModelShelf } from "./model-shelf";

/** Those that this worker has taken up, or could not. */
const done = new Set<string>();

/** Makes models known to the site that were put beside the others while it runs, as a start does with all. */
export async function takeUpModels(shelf: Pick<ModelShelf, "look">, log: Logger): Promise<void> {
  for (const description of await shelf.look()) {
    const { name, corpus } = description;
    if (done.has(name)) continue;
    done.add(name);
    try {
      await registerModel(description);
      log.info({ model: name }, "took up a model that was put beside the others");
      if (!env().INDEX_CORPORA) continue;
      await requestHeads(name);
      if (corpus) await requestIndices(name, corpus);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      log.error({ model: name }, `a model was not taken up whole: ${error.message}`);
    }
  }
}
