import type { Viewer } from "@/lib/auth/viewer-type";
import { computationOf, jobStateFields } from "@/lib/computations/computation";
import { db, type Prisma } from "@/lib/db/client";
import { showingRows } from "@/lib/kept-pages/showing";
import { cutPage, type Page } from "@/lib/paging/page";
import { askedFields, readAsked } from "./asked-evaluation";
import { type ListedEvaluation, listedSharesSchema } from "./view";
import { visibleEvaluations } from "./visible-evaluations";

export const listedFields = {
  ...{ id: true, familyId: true, familyVersion: true, shares: true, createdAt: true, computedAt: true },
  ...askedFields,
  job: { select: jobStateFields },
  version: { select: { hash: true, family: { select: { title: true } } } },
  circuit: {
    select: { id: true, target: true, run: { select: { text: true, model: { select: { name: true } } } } },
  },
} as const satisfies Prisma.EvaluationSelect;

/** What a list and the page of an evaluation say alike. */
export function listedEvaluation({
  id,
  familyId,
  familyVersion,
  shares,
  createdAt,
  version,
  circuit,
  ...row
}: Prisma.EvaluationGetPayload<{ select: typeof listedFields }>): ListedEvaluation {
  const { run, ...ofCircuit } = circuit;
  return {
    ...{ id, createdAt },
    circuit: { ...ofCircuit, text: run.text, model: run.model.name },
    family: { id: familyId, version: familyVersion, title: version.family.title, hash: version.hash },
    asked: readAsked(row),
    status: computationOf(row).status,
    shares: shares === null ? null : listedSharesSchema.parse(shares),
  };
}

/** Tables that evaluations are read with, whose rows stay what they are while those stand, and jobs once they are done. */
export function besideEvaluations(rows: readonly { computedAt: Date | null }[]): string[] {
  return ["Circuit", "Run", ...(rows.every(({ computedAt }) => computedAt) ? ["Job"] : [])];
}

interface Asked {
  viewer: Viewer;
  circuitId?: string | undefined;
  familyId?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** Evaluations that a viewer may see, of one circuit or over one family, the newest first, a page at a time. */
export async function findEvaluations({
  viewer,
  circuitId,
  familyId,
  cursor,
  limit = 20,
}: Asked): Promise<Page<ListedEvaluation>> {
  const rows = await showingRows(
    () =>
      db().evaluation.findMany({
        where: {
          ...visibleEvaluations(viewer),
          ...(circuitId !== undefined && { circuitId }),
          ...(familyId !== undefined && { familyId }),
          ...(cursor && { id: { lt: cursor } }),
        },
        orderBy: { id: "desc" },
        take: limit + 1,
        select: listedFields,
      }),
    (rows) => ({
      topics: circuitId === undefined ? ["Evaluation"] : [`Circuit ${circuitId}`],
      insteadOf: ["Evaluation", ...besideEvaluations(rows)],
    }),
  );
  return cutPage(rows.map(listedEvaluation), limit);
}
