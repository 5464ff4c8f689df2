import type { Viewer } from "@/lib/auth/viewer-type";
import { computationOf, jobStateFields, progressOf } from "@/lib/computations/computation";
import { db, type Prisma } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { showingRows } from "@/lib/kept-pages/showing";
import { causalCheckSchema } from "./causal-check";
import type { CausalCheckView } from "./view";

interface CausalCheckAddress {
  /** The circuit's. */
  id: string;
  checkId: string;
}

const fields = {
  id: true,
  frozen: true,
  result: true,
  computedAt: true,
  job: { select: jobStateFields },
} satisfies Prisma.CausalCheckSelect;

/** A causal check as far as it is. Throws "not-found". */
export async function getCausalCheck(
  { id: circuitId, checkId }: CausalCheckAddress,
  viewer: Viewer,
): Promise<CausalCheckView> {
  const check = await db().causalCheck.findFirst({ where: { id: checkId, circuitId }, select: fields });
  if (!check) throw notFound("causal check");
  return viewOf(check, viewer);
}

/** The causal checks of a circuit that are done or under way, whoever asked: at most one free and one frozen. */
export async function findCausalChecks(circuitId: string, viewer: Viewer): Promise<CausalCheckView[]> {
  const checks = await showingRows(
    () => db().causalCheck.findMany({ where: { circuitId }, select: fields }),
    (found) =>
      found.every(({ computedAt }) => computedAt)
        ? { topics: [`Circuit ${circuitId}`], insteadOf: ["CausalCheck", "Job"] }
        : null,
  );
  const standing = checks.filter((check) => computationOf(check).status !== "failed");
  return Promise.all(standing.map((check) => viewOf(check, viewer)));
}

async function viewOf(
  check: Prisma.CausalCheckGetPayload<{ select: typeof fields }>,
  viewer: Viewer,
): Promise<CausalCheckView> {
  const { id, frozen, result, computedAt } = check;
  return {
    id,
    frozen,
    computedAt,
    ...(await progressOf(check, viewer)),
    result: result === null ? null : causalCheckSchema.parse(result),
  };
}
