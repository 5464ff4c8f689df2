import type { Viewer } from "@/lib/auth/viewer-type";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";
import { circuitComputation } from "@/lib/circuits/circuit-computation";
import { ask } from "@/lib/computations/ask";
import { askerOf } from "@/lib/computations/asker";
import { retry } from "@/lib/computations/retry";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import type { ChosenSets } from "@/lib/models/choose-sets";
import { createRun } from "@/lib/runs/create-run";
import { runComputation } from "@/lib/runs/run-computation";
import { touchCircuit } from "@/lib/unread/touch";
import { getRetrace } from "./get-retrace";
import { roleInRun } from "./role-in-run";
import type { RetraceView } from "./view";

interface RetraceRequest {
  circuitId: string;
  text: string;
  viewer: Viewer;
}

/**
 * Runs another text as a circuit's own was run, and traces in it what plays the part of the circuit's target. Where the text
 * has to be run first, the worker that stores the run asks for the circuit (./follow-retraces.ts). Asked twice it gives what
 * stands. Throws "not-found", and what `createRun` and `createCircuit` throw.
 */
export async function retraceCircuit({ circuitId, text, viewer }: RetraceRequest): Promise<RetraceView> {
  const circuit = await db().circuit.findUnique({
    where: { id: circuitId },
    select: {
      run: {
        select: {
          asWritten: true,
          model: { select: { name: true } },
          sets: { select: { set: { select: { kind: true, name: true } } } },
        },
      },
    },
  });
  if (!circuit) throw notFound("circuit");
  await touchCircuit(circuitId);
  const { model, asWritten, sets } = circuit.run;
  const { id: runId } = await createRun({
    ...{ model: model.name, text, asWritten, sets: sameSets(sets) },
    viewer,
  });
  await retry(runComputation, { id: runId }, viewer);
  const pair = { circuitId, runId };
  if (await isReadyOrFollowed({ ...pair, viewer })) {
    const { question } = await roleInRun(db(), circuitId, runId);
    if (question) await ask(circuitComputation, question, askerOf(viewer));
    await db().retrace.deleteMany({ where: { ...pair, asker: askerOf(viewer).key } });
  }
  return getRetrace({ ...pair, viewer });
}

/** Has the circuit follow its run, unless that is stored already. */
async function isReadyOrFollowed({
  circuitId,
  runId,
  viewer,
}: Omit<RetraceRequest, "text"> & { runId: string }) {
  const { key: asker, requesterId, browser } = askerOf(viewer);
  return db().$transaction(async (tx) => {
    // Whoever stores the run holds its row until it is stored: either they find this wish, or the run is ready here.
    const [run] = await tx.$queryRaw<{ isReady: boolean }[]>`
      select "computedAt" is not null as "isReady" from "Run" where "id" = ${runId}::uuid for share`;
    if (run?.isReady) return true;
    const own = { requesterId, secretHash: browser?.secretHash() ?? null, refusal: null };
    await tx.retrace.upsert({
      where: { circuitId_runId_asker: { circuitId, runId, asker } },
      create: { circuitId, runId, asker, ...own },
      update: own,
    });
    return false;
  });
}

/** The sets that the circuit's own text was read with, and none of a kind of which it had none. */
function sameSets(sets: { set: { kind: (typeof dictionaryKinds)[number]; name: string } }[]): ChosenSets {
  return Object.fromEntries(
    dictionaryKinds.map((kind) => [kind, sets.find(({ set }) => set.kind === kind)?.set.name ?? null]),
  );
}
