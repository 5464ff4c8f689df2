import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { circuitComputation } from "@/lib/circuits/circuit-computation";
import { askerOf } from "@/lib/computations/asker";
import { type Computed, computationOf, computedFields } from "@/lib/computations/computation";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { getPredictions } from "@/lib/runs/get-run-position";
import { offersFor } from "./offers";
import { roleInRun } from "./role-in-run";
import type { RetraceStanding, RetraceView } from "./view";

interface RetracePlace {
  circuitId: string;
  runId: string;
  viewer: Viewer;
}

/**
 * How far a circuit is traced again in another run, which must be read as its own was; only who asked is told why it was
 * refused. Throws "not-found".
 */
export async function getRetrace(place: RetracePlace): Promise<RetraceView> {
  const { circuitId, runId } = place;
  if (!z.uuid().safeParse(runId).success) throw notFound("run");
  const run = await db().run.findUnique({
    where: { id: runId },
    select: { text: true, ...computedFields, ...sameWeightsFields },
  });
  const circuit = await db().circuit.findUnique({
    where: { id: circuitId },
    select: { run: { select: sameWeightsFields } },
  });
  // The tokens and features of another model are numbers that mean something else.
  if (!run || !circuit || weightsOf(run) !== weightsOf(circuit.run)) throw notFound("run");
  return { circuitId, runId, text: run.text, standing: await standingOf(place, run) };
}

const sameWeightsFields = {
  modelId: true,
  sets: { select: { setId: true } },
} as const;

function weightsOf({ modelId, sets }: { modelId: string; sets: { setId: string }[] }): string {
  return [modelId, ...sets.map(({ setId }) => setId).sort()].join(" ");
}

async function standingOf(
  { circuitId, runId, viewer }: RetracePlace,
  run: Computed,
): Promise<RetraceStanding> {
  const { status, failure } = computationOf(run);
  if (status === "computing") return { is: "running" };
  if (status === "failed") return { is: "failed", message: failure ?? "The worker gave no reason." };
  try {
    const found = await roleInRun(db(), circuitId, runId);
    const { role, question } = found;
    if (!question || role.kind !== "same") return await choiceOf(found, runId);
    const same = { identity: question.identity };
    const circuit = await circuitComputation.find(db(), same);
    const { target } = question;
    if (circuit) return { is: "traced", target, newCircuitId: circuit.id };
    const refused = await db().retrace.findFirst({
      where: { circuitId, runId, asker: askerOf(viewer).key, refusal: { not: null } },
      select: { refusal: true },
    });
    return refused?.refusal ? { is: "failed", message: refused.refusal } : { is: "unasked", target };
  } catch (error) {
    // Such as a mode that the new run cannot be traced in: the reader is told, and the run stands.
    if (error instanceof AppError && error.code === "unprocessable")
      return { is: "failed", message: error.message };
    throw error;
  }
}

async function choiceOf(
  found: Awaited<ReturnType<typeof roleInRun>>,
  runId: string,
): Promise<RetraceStanding> {
  const { role, after } = found;
  if (role.kind === "same") throw new Error("A target that is plain is not chosen.");
  const last = after.length - 1;
  const position =
    role.kind === "renamed" ? role.same.position : role.kind === "silent" ? role.feature.position : last;
  const predictions = await getPredictions(runId, position);
  return {
    is: "choose",
    message: role.message,
    offers: offersFor({ ...found, role, position, predictions }),
  };
}
