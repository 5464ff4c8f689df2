import type { Viewer } from "@/lib/auth/viewer-type";
import { db, type Prisma } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { computationOf, jobStateFields, progressOf } from "@/lib/jobs/computation";
import type { ComputationProgress } from "@/lib/jobs/computation-view";
import { watchComputation } from "@/lib/jobs/watch-computation";
import { causalCheckSchema } from "./causal-check";
import type { CausalCheckView } from "./view";

export interface CausalCheckAddress {
  circuitId: string;
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
  { circuitId, checkId }: CausalCheckAddress,
  viewer: Viewer,
): Promise<CausalCheckView> {
  const check = await db().causalCheck.findFirst({ where: { id: checkId, circuitId }, select: fields });
  if (!check) throw notFound("causal check");
  return viewOf(check, viewer);
}

/** The causal checks of a circuit that are done or under way, whoever asked: at most one free and one frozen. */
export async function findCausalChecks(circuitId: string, viewer: Viewer): Promise<CausalCheckView[]> {
  const checks = await db().causalCheck.findMany({ where: { circuitId }, select: fields });
  const standing = checks.filter((check) => computationOf(check).status !== "failed");
  return Promise.all(standing.map((check) => viewOf(check, viewer)));
}

async function viewOf(
  check: Prisma.CausalCheckGetPayload<{ select: typeof fields }>,
  viewer: Viewer,
): Promise<CausalCheckView> {
  const { id, frozen, result } = check;
  return {
    id,
    frozen,
    ...(await progressOf(check, viewer)),
    result: result === null ? null : causalCheckSchema.parse(result),
  };
}

/** How far a causal check is, until it is ready or failed. Throws "not-found" at once. */
export async function watchCausalCheck(
  { circuitId, checkId }: CausalCheckAddress,
  viewer: Viewer,
  signal: AbortSignal,
): Promise<AsyncIterable<ComputationProgress>> {
  const where = { id: checkId, circuitId };
  const select = { computedAt: true, job: { select: jobStateFields } };
  const read = async () => {
    const check = await db().causalCheck.findFirst({ where, select });
    if (!check) throw notFound("causal check");
    return check;
  };
  return watchComputation(read, viewer, signal);
}
