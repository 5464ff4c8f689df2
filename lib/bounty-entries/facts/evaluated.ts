import { type Evaluated, maxEvaluations, type NotKnown } from "@/lib/bounty-format/facts";
import { computationOf, jobStateFields } from "@/lib/computations/computation";
import { db, type Prisma } from "@/lib/db/client";
import { visibleEvaluations } from "@/lib/evaluations/visible-evaluations";
import { evaluationFactsSchema } from "@/lib/evidence-format/evaluation-facts";

interface Asked {
  /** Hashes; null for any. */
  families: string[] | null;
  committedAt: Date;
}

/** Of as many that are under way it is looked whether they still are. */
const mostUnderWay = 100;

/**
 * The evaluations of a circuit over families that everybody sees, of those begun before it was entered: those that lack least for either tier.
 * While one of them is being computed they wait; what failed or was cancelled is none.
 */
export async function evaluatedOf(
  circuitId: string,
  { families, committedAt }: Asked,
): Promise<Evaluated[] | NotKnown> {
  const where: Prisma.EvaluationWhereInput = {
    AND: [visibleEvaluations({ kind: "guest" }), families ? { version: { hash: { in: families } } } : {}],
    ...{ circuitId, createdAt: { lte: committedAt } },
  };
  const underWay = await db().evaluation.findMany({
    where: { ...where, computedAt: null },
    ...{ orderBy: { id: "desc" }, take: mostUnderWay },
    select: { computedAt: true, job: { select: jobStateFields } },
  });
  if (underWay.some((row) => computationOf(row).status === "computing")) return "waiting";
  const first = (by: "wholeLacks" | "generalLacks") =>
    db().evaluation.findMany({
      where: { ...where, computedAt: { not: null }, [by]: { not: null } },
      ...{ orderBy: [{ [by]: "asc" }, { id: "asc" }], take: maxEvaluations / 2 },
      select: { id: true, createdAt: true, facts: true, version: { select: { hash: true } } },
    });
  const rows = [...(await first("wholeLacks")), ...(await first("generalLacks"))];
  return [...new Map(rows.map((row) => [row.id, row])).values()].map(({ id, createdAt, facts, version }) => ({
    ...{ id, family: version.hash, begunAt: createdAt.toISOString(), ...evaluationFactsSchema.parse(facts) },
  }));
}
