import { db } from "@/lib/db/client";
import { showingRows } from "@/lib/kept-pages/showing";
import type { Trust } from "./view";

interface VerifiedRow {
  circuitId: string;
  passed: boolean;
  at: Date;
}

interface CheckedRow {
  circuitId: string;
  frozen: boolean;
  at: Date;
  pearson: number | null;
  features: number;
}

/** Of each circuit, its last verification and its causal checks, of those that are done. */
export async function findTrust(circuitIds: readonly string[]): Promise<Map<string, Trust>> {
  const ids = [...new Set(circuitIds)];
  if (ids.length === 0) return new Map();
  const [verified, checked] = await showingRows(
    () => readTrust(ids),
    () => ({ topics: ids.map((id) => `Circuit ${id}`), insteadOf: ["Verification", "CausalCheck"] }),
  );
  return new Map(
    ids.map((id) => {
      const own = verified.find(({ circuitId }) => circuitId === id);
      const checks = checked.filter(({ circuitId }) => circuitId === id);
      return [
        id,
        {
          verified: own ? { passed: own.passed, at: own.at } : null,
          checked: checks.map(({ circuitId: _, ...check }) => check),
        },
      ];
    }),
  );
}

/** Notifications of both are of their circuit. */
function readTrust(ids: readonly string[]) {
  return Promise.all([
    db().$queryRaw<VerifiedRow[]>`
      select distinct on ("circuitId") "circuitId", passed, "computedAt" as at
      from "Verification"
      where "circuitId" = any(${ids}::uuid[]) and "computedAt" is not null and passed is not null
      order by "circuitId", id desc`,
    // A result may hold hundreds of points, of which only the number is wanted.
    db().$queryRaw<CheckedRow[]>`
      select "circuitId", frozen, "computedAt" as at, (result->>'pearson')::float8 as pearson,
        jsonb_array_length(result->'points') as features
      from "CausalCheck"
      where "circuitId" = any(${ids}::uuid[]) and "computedAt" is not null and result is not null
      order by frozen`,
  ]);
}

export const noTrust: Trust = { verified: null, checked: [] };
