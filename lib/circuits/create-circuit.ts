import type { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { formatNodeId } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import { isUniqueViolation } from "@/lib/db/unique-violation";
import { AppError } from "@/lib/errors";
import { takeCircuitAllowance } from "@/lib/jobs/circuit-allowance";
import { circuitJob } from "@/lib/jobs/definitions";
import { enqueueJob } from "@/lib/jobs/enqueue-job";
import { decodeFeatures } from "@/lib/runs/feature-codec";
import { circuitIdentity, type circuitSpecSchema } from "./circuit-spec";
import { checkTarget } from "./target";
import type { CircuitSpec } from "./view";

interface CircuitQuestion extends z.infer<typeof circuitSpecSchema> {
  runId: string;
}

interface Asker {
  requesterId: string | null;
  /** Takes what a new circuit costs and returns how to give it back. */
  pay: () => Promise<() => Promise<void>>;
}

/**
 * The circuit of a target in a run: the stored one if the same question was asked before, else a new one, queued.
 * Throws "not-found" (no such run), "conflict" (the run is not ready), "unprocessable" (the target is not active
 * there, with where it is) and "too-many-requests".
 */
export async function createCircuit({ viewer, ...question }: CircuitQuestion & { viewer: Viewer }) {
  return create(question, {
    requesterId: viewer.kind === "member" ? viewer.id : null,
    pay: () => takeCircuitAllowance(viewer),
  });
}

/** The same for the installation itself, such as the example on the first page. Takes nobody's allowance. */
export async function createExampleCircuit(question: CircuitQuestion) {
  return create(question, { requesterId: null, pay: async () => async () => undefined });
}

async function create({ runId, target, ...rest }: CircuitQuestion, asker: Asker) {
  const run = await db().run.findUnique({
    where: { id: runId },
    select: {
      tokenIds: true,
      features: true,
      model: {
        select: {
          checksum: true,
          vocabularySize: true,
          dictionarySets: { select: { kind: true, checksum: true } },
        },
      },
    },
  });
  if (!run) throw new AppError("not-found", "There is no such run.");
  if (!run.features)
    throw new AppError("conflict", "This run is not ready yet. Its page shows how far it is.");
  const { model } = run;
  checkTarget(target, { ...decodeFeatures(run.features), vocabularySize: model.vocabularySize });
  if (rest.mode === "residual" && !model.dictionarySets.some(({ kind }) => kind === "resid")) {
    const message = "This model has no residual dictionaries, so only the direct mode can be computed.";
    throw new AppError("unprocessable", message, { fields: { mode: message } });
  }
  const spec: CircuitSpec = { target: formatNodeId(target), ...rest };
  const identity = circuitIdentity({
    modelChecksum: model.checksum,
    dictionarySetChecksums: model.dictionarySets.map(({ checksum }) => checksum),
    tokenIds: run.tokenIds,
    spec,
  });
  return createOnce({ runId, identity, spec }, asker);
}

async function createOnce(
  { runId, identity, spec }: { runId: string; identity: string; spec: CircuitSpec },
  { requesterId, pay }: Asker,
) {
  const stored = await db().circuit.findUnique({ where: { identity }, select: { id: true } });
  if (stored) return { id: stored.id, isNew: false };
  const payBack = await pay();
  try {
    const circuit = await db().$transaction(async (tx) => {
      const created = await tx.circuit.create({
        data: { ...spec, runId, identity, requesterId },
        select: { id: true },
      });
      const jobId = await enqueueJob(tx, circuitJob, { circuitId: created.id }, { requesterId });
      return tx.circuit.update({ where: { id: created.id }, data: { jobId }, select: { id: true } });
    });
    return { id: circuit.id, isNew: true };
  } catch (error) {
    await payBack();
    if (!isUniqueViolation(error)) throw error;
    const first = await db().circuit.findUniqueOrThrow({ where: { identity }, select: { id: true } });
    return { id: first.id, isNew: false };
  }
}
