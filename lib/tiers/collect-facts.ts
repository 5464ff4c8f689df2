import { causalCheckSchema } from "@/lib/causal-checks/causal-check";
import { db, type Prisma } from "@/lib/db/client";
import { visibleEvaluations } from "@/lib/evaluations/visible-evaluations";
import { evaluationFactsSchema } from "@/lib/evidence-format/evaluation-facts";
import type { EvaluationFacts, EvidenceFacts } from "@/lib/evidence-format/tier";
import { showingRows } from "@/lib/kept-pages/showing";
import { findTrust, noTrust } from "@/lib/trust/find-trust";
import type { FindingTier, NamedEvaluation } from "./view";

/** What is private to somebody counts for nobody, nor for them. */
const everybody = visibleEvaluations({ kind: "guest" });

/** What tiers read of a circuit, and what it was read off. */
export interface CollectedFacts {
  facts: Omit<EvidenceFacts, "replications">;
  verified: { passed: boolean; at: Date } | null;
  checkedAt: Date | null;
  /** Which the facts' evaluations are, in their order. */
  named: NamedEvaluation[];
  evaluations: FindingTier["evaluations"];
}

/** What everybody may know of a circuit: the last verification, the free causal check, and evaluations over public families. */
export async function collectFacts(circuitId: string): Promise<CollectedFacts> {
  const [trust, check, { best, ...evaluations }] = await showingRows(
    () => Promise.all([findTrust([circuitId]), readCheck(circuitId), readEvaluations(circuitId)]),
    () => ({
      topics: [`Circuit ${circuitId}`],
      insteadOf: ["Verification", "CausalCheck", "Evaluation"],
    }),
  );
  const { verified } = trust.get(circuitId) ?? noTrust;
  return {
    facts: {
      verified: verified?.passed ?? null,
      checks: check ? [check.points] : [],
      evaluations: best.map(({ facts }) => facts),
    },
    ...{ verified, checkedAt: check?.at ?? null },
    ...{ named: best.map(({ named }) => named), evaluations },
  };
}

async function readCheck(circuitId: string) {
  const row = await db().causalCheck.findUnique({
    where: { circuitId_frozen: { circuitId, frozen: false } },
    select: { result: true, computedAt: true },
  });
  return row?.computedAt && row.result !== null
    ? { at: row.computedAt, points: causalCheckSchema.parse(row.result).points }
    : null;
}

/** The evaluations that lack least for either tier, the newest of several alike, and how many there are. No others decide anything. */
async function readEvaluations(circuitId: string) {
  const where = { ...everybody, circuitId, computedAt: { not: null } };
  const [all, unread, whole, general] = await Promise.all([
    db().evaluation.count({ where }),
    db().evaluation.count({ where: { ...where, wholeLacks: null } }),
    readFirst({ ...where, wholeLacks: { not: null } }, { wholeLacks: "asc" }),
    readFirst({ ...where, generalLacks: { not: null } }, { generalLacks: "asc" }),
  ]);
  const best = [whole, general].filter((each) => each !== null);
  const isOne = whole?.named.id === general?.named.id;
  return { best: isOne ? best.slice(0, 1) : best, all, unread };
}

async function readFirst(
  where: Prisma.EvaluationWhereInput,
  by: Prisma.EvaluationOrderByWithRelationInput,
): Promise<{ facts: EvaluationFacts; named: NamedEvaluation } | null> {
  const row = await db().evaluation.findFirst({
    where,
    orderBy: [by, { id: "desc" }],
    select: {
      ...{ id: true, prompts: true, familyId: true, familyVersion: true, facts: true },
      version: { select: { family: { select: { title: true } } } },
    },
  });
  if (!row) return null;
  const { id, prompts, familyId, familyVersion, version } = row;
  const family = { id: familyId, version: familyVersion, title: version.family.title };
  return { facts: evaluationFactsSchema.parse(row.facts), named: { id, prompts, family } };
}
