import type { Viewer } from "@/lib/auth/viewer-type";
import { type Asked, ask } from "@/lib/computations/ask";
import { type Asker, askerOf, neverLetGo, theSite, theSiteFirst } from "@/lib/computations/asker";
import { inBackground } from "@/lib/computations/in-background";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { showingRows } from "@/lib/kept-pages/showing";
import { type ChosenSets, chooseSets } from "@/lib/models/choose-sets";
import { keepRun, touchRun } from "@/lib/unread/touch";
import { checkText } from "./check-text";
import { checkTokenCount } from "./check-token-count";
import { runComputation } from "./run-computation";
import { runIdentity } from "./run-identity";

interface RunRequest {
  /** The model's name. */
  model: string;
  text: string;
  /** Put no beginning-of-text token in front of a text that brings its own. */
  asWritten?: boolean | undefined;
  /** The dictionary sets to read it with. */
  sets?: ChosenSets;
}

/**
 * The run of a text through a model, read with the first dictionary set of each kind or with those chosen: the stored
 * one if the same text was run with the same weights before (by
 * anybody, also if it is still being computed or failed), else a new one, queued. Throws "invalid-input",
 * "not-found" and "too-many-requests".
 */
export async function createRun({ viewer, ...request }: RunRequest & { viewer: Viewer }): Promise<Asked> {
  return create(request, askerOf(viewer));
}

/** A run the installation asks for itself, such as the example on the first page. */
export async function createExampleRun(request: RunRequest): Promise<Asked> {
  // As long as it stands it is the same row.
  return showingRows(
    () => create(request, theSite),
    ({ id }) => ({ topics: [`Run ${id}`], insteadOf: ["Run", "RunSet", "Job"] }),
  );
}

/** The same where nobody waits for it, before the corpora. */
export async function createSiteRun(request: RunRequest): Promise<Asked> {
  return create(request, theSiteFirst, inBackground(runComputation));
}

async function create(
  { model: modelName, text, asWritten = false, sets = {} }: RunRequest,
  asker: Asker,
  computation = runComputation,
): Promise<Asked> {
  checkText(text);
  const model = await db().model.findUnique({
    where: { name: modelName },
    select: {
      id: true,
      name: true,
      contextLength: true,
      checksum: true,
      dictionarySets: {
        orderBy: { rank: "asc" },
        select: { id: true, kind: true, name: true, checksum: true },
      },
    },
  });
  if (!model) {
    const message = "There is no model of that name here. Choose one from the list.";
    throw new AppError("not-found", message, { fields: { model: message } });
  }
  await checkTokenCount({ model, text, asWritten });
  const chosen = chooseSets(model.dictionarySets, sets);
  const identity = runIdentity({
    modelChecksum: model.checksum,
    dictionarySetChecksums: chosen.map(({ checksum }) => checksum),
    ...{ text, asWritten },
  });
  const standing = await db().run.findUnique({ where: { identity }, select: { id: true, keptAt: true } });
  if (standing) await touchRun(standing.id);
  const asked = await ask(computation, { modelId: model.id, identity, text, asWritten, sets: chosen }, asker);
  // A database that takes no changes gives what is kept already.
  if (neverLetGo(asker) && !standing?.keptAt) await keepRun(asked.id);
  return asked;
}
