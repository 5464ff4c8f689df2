import { z } from "zod";
import { computationOf, jobStateFields } from "@/lib/computations/computation";
import { db, type Prisma } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { runTokens } from "@/lib/runs/run-tokens";
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
      model: {
        select: {
          name: true,
          displayName: true,
          layers: true,
          heads: true,
          dictionarySets: {
            orderBy: { kind: "asc" },
            select: { kind: true, dictionaries: { orderBy: { layer: "asc" }, select: { layer: true } } },
          },
        },
      },
    },
  },
} satisfies Prisma.CircuitSelect;

/** A circuit, finished or not, without its graph. Throws "not-found". */
export async function getCircuit(id: string): Promise<CircuitView> {
  const circuit = z.uuid().safeParse(id).success
    ? await db().circuit.findUnique({ where: { id }, select: fields })
    : null;
  if (!circuit) throw notFound("circuit");
  const { run, job: _, verifications, ...rest } = circuit;
  const { dictionarySets, ...model } = run.model;
  const latest: StoredVerification | undefined = verifications[0];
  return {
    ...rest,
    ...computationOf(circuit),
    model,
    text: run.text,
    tokens: await runTokens(run),
    kinds: dictionarySets.map(({ kind, dictionaries }) => ({
      kind,
      layers: dictionaries.map(({ layer }) => layer),
    })),
    verification: latest ? verificationView(latest) : null,
  };
}
