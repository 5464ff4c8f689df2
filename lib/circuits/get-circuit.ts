import { z } from "zod";
import { computationOf, jobStateFields } from "@/lib/computations/computation";
import { db, type Prisma } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { showingRows } from "@/lib/kept-pages/showing";
import { kindsOf, runSetFields } from "@/lib/runs/read-with";
import { runTokens } from "@/lib/runs/run-tokens";
import { touchCircuit } from "@/lib/unread/touch";
import {
  type StoredVerification,
  verificationFields,
  verificationView,
} from "@/lib/verifications/verification-view";
import type { CircuitView } from "./view";

const fields = {
  id: true,
  runId: true,
  target: true,
  mode: true,
  threshold: true,
  edgeThreshold: true,
  maxNodes: true,
  nodeCount: true,
  edgeCount: true,
  value: true,
  replacementScore: true,
  completenessScore: true,
  largestResidual: true,
  truncated: true,
  createdAt: true,
  computedAt: true,
  computedBy: true,
  computeMillis: true,
  job: { select: jobStateFields },
  // One that was cancelled tells nothing, so it does not stand before an earlier one.
  verifications: {
    where: { OR: [{ computedAt: { not: null } }, { job: { status: { not: "cancelled" } } }] },
    orderBy: { id: "desc" },
    take: 1,
    select: verificationFields,
  },
  run: {
    select: {
      text: true,
      tokenIds: true,
      tokenTexts: true,
      sets: runSetFields,
      model: {
        select: {
          name: true,
          displayName: true,
          layers: true,
          heads: true,
          contextLength: true,
        },
      },
    },
  },
} satisfies Prisma.CircuitSelect;

/** A circuit, finished or not, without its graph. Throws "not-found". */
export async function getCircuit(id: string): Promise<CircuitView> {
  const isId = z.uuid().safeParse(id).success;
  if (isId) await touchCircuit(id);
  const circuit = isId ? await readCircuit(id) : null;
  if (!circuit) throw notFound("circuit");
  const { run, job: _, verifications, ...rest } = circuit;
  const latest: StoredVerification | undefined = verifications[0];
  return {
    ...rest,
    ...computationOf(circuit),
    model: run.model,
    text: run.text,
    tokens: await runTokens(run),
    kinds: kindsOf(run.sets),
    verification: latest ? verificationView(latest) : null,
  };
}

/** Of one that is ready, with its verification, the rows of other circuits and their jobs may change as they like. */
function readCircuit(id: string) {
  return showingRows(
    () => db().circuit.findUnique({ where: { id }, select: fields }),
    (circuit) =>
      circuit?.computedAt && circuit.verifications.every(({ computedAt }) => computedAt)
        ? {
            topics: [`Circuit ${id}`, `Run ${circuit.runId}`],
            insteadOf: ["Circuit", "Verification", "Run", "RunSet", "Job"],
          }
        : null,
  );
}
