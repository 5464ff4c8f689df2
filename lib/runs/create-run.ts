import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { isUniqueViolation } from "@/lib/db/unique-violation";
import { AppError } from "@/lib/errors";
import { runJob } from "@/lib/jobs/definitions";
import { enqueueJob } from "@/lib/jobs/enqueue-job";
import { checkText } from "./check-text";
import { takeRunAllowance } from "./run-allowance";
import { runIdentity } from "./run-identity";

export interface CreatedRun {
  id: string;
  /** False when the same question was asked before and its run is given. */
  isNew: boolean;
}

/**
 * The run of a text through a model: the stored one if the same text was run with the same weights before (by
 * anybody, also if it is still being computed or failed), else a new one, queued. Throws "invalid-input",
 * "not-found" and "too-many-requests".
 */
export async function createRun(input: { model: string; text: string; viewer: Viewer }): Promise<CreatedRun> {
  const { viewer } = input;
  const requesterId = viewer.kind === "member" ? viewer.id : null;
  return createOnce({ ...input, requesterId }, () => takeRunAllowance(viewer));
}

/** A run the installation asks for itself, such as the example on the first page. Takes nobody's allowance. */
export async function createExampleRun(input: { model: string; text: string }): Promise<CreatedRun> {
  return createOnce({ ...input, requesterId: null }, async () => async () => undefined);
}

async function createOnce(
  { model: modelName, text, requesterId }: { model: string; text: string; requesterId: string | null },
  /** Takes what a new run costs and returns how to give it back. */
  pay: () => Promise<() => Promise<void>>,
): Promise<CreatedRun> {
  checkText(text);
  const model = await db().model.findUnique({
    where: { name: modelName },
    select: { id: true, checksum: true, dictionarySets: { select: { checksum: true } } },
  });
  if (!model) {
    const message = "There is no model of that name here. Choose one from the list.";
    throw new AppError("not-found", message, { fields: { model: message } });
  }
  const identity = runIdentity({
    modelChecksum: model.checksum,
    dictionarySetChecksums: model.dictionarySets.map(({ checksum }) => checksum),
    text,
  });
  const stored = await db().run.findUnique({ where: { identity }, select: { id: true } });
  if (stored) return { id: stored.id, isNew: false };

  const payBack = await pay();
  try {
    const run = await db().$transaction(async (tx) => {
      const created = await tx.run.create({
        data: { modelId: model.id, identity, text, requesterId },
        select: { id: true },
      });
      const jobId = await enqueueJob(tx, runJob, { runId: created.id }, { requesterId });
      return tx.run.update({ where: { id: created.id }, data: { jobId }, select: { id: true } });
    });
    return { id: run.id, isNew: true };
  } catch (error) {
    await payBack();
    if (!isUniqueViolation(error)) throw error;
    // Somebody asked the same at the same moment and was first.
    const first = await db().run.findUniqueOrThrow({ where: { identity }, select: { id: true } });
    return { id: first.id, isNew: false };
  }
}
