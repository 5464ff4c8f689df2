import { db } from "@/lib/db/client";
import type { ModelDescription } from "@/lib/engine/describe-model";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { requestFit } from "@/lib/fits/request-fit";
import { requestHeads } from "@/lib/heads/request-heads";
import { requestIndices } from "@/lib/indices/request-index";
import type { Logger } from "@/lib/log";
import { registerModel } from "@/lib/models/register-model";
import type { ModelShelf } from "./model-shelf";

/** What this worker has taken up, or could not. */
const done = new WeakSet<ModelDescription>();
/** Models that it has looked at. */
const seen = new Set<string>();

/**
 * Makes known to the site what was put beside its models, or changed in them, while it runs, as a start does with all: models,
 * sets of those it knows, and how they were found to fit. What differs from what it knows under a name is refused, and logged.
 */
export async function takeUpModels(shelf: Pick<ModelShelf, "look">, log: Logger): Promise<void> {
  for (const description of await shelf.look()) {
    const { name } = description;
    if (done.has(description)) continue;
    if (seen.has(name) || !(await isKnown(description))) await takeUp(description, log);
    seen.add(name);
    done.add(description);
  }
}

async function takeUp(description: ModelDescription, log: Logger): Promise<void> {
  const { name, corpus } = description;
  try {
    await registerModel(description);
    log.info({ model: name }, "took up a model that is new or was added to");
    if (!env().INDEX_CORPORA) return;
    await requestHeads(name);
    if (corpus) await requestIndices(name, corpus);
    await requestFit(name);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.error({ model: name }, `a model was not taken up whole: ${error.message}`);
  }
}

/** Whether the site has a model with all its sets: what lay there at a start is, and need not be read again by each worker. */
async function isKnown({ name, checksum, sets }: ModelDescription): Promise<boolean> {
  const model = await db().model.findUnique({
    where: { name },
    select: { checksum: true, dictionarySets: { select: { kind: true, name: true, checksum: true } } },
  });
  if (model?.checksum !== checksum) return false;
  const key = (set: { kind: string; name: string; checksum: string }) =>
    JSON.stringify([set.kind, set.name, set.checksum]);
  const known = new Set(model.dictionarySets.map(key));
  return sets.every((set) => known.has(key(set)));
}
