import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { effectAgreement, tierOf } from "@/lib/evidence-format/tier";
import { missingFinding } from "@/lib/findings/missing-finding";
import { visibleTo } from "@/lib/findings/visible-to";
import { collectFacts } from "./collect-facts";
import { findReplications } from "./find-replications";
import type { FindingTier } from "./view";

/** How far the circuit of a finding is shown that the viewer may see. Throws "not-found" and "gone". */
export async function getFindingTier(findingId: string, viewer: Viewer): Promise<FindingTier> {
  const finding = z.uuid().safeParse(findingId).success
    ? await db().finding.findFirst({
        where: { id: findingId, ...visibleTo(viewer) },
        select: { id: true, circuitId: true },
      })
    : null;
  if (!finding) throw await missingFinding(findingId);
  return tierOfFinding(finding);
}

/** The same for everybody: by rule (docs/evidence.md, section 8), from what everybody may see. */
export async function tierOfFinding({
  id,
  circuitId,
}: {
  id: string;
  circuitId: string;
}): Promise<FindingTier> {
  const [collected, replications] = await Promise.all([collectFacts(circuitId), findReplications(id)]);
  const { facts, verified, checkedAt, named, evaluations } = collected;
  // A fork has its parent's circuit, so that none tells whether it was found again.
  const { tier, steps } = tierOf({ ...facts, replications: [] });
  const [points] = facts.checks;
  return {
    ...{ tier, verification: verified, evaluations, replications },
    steps: steps.map(({ evaluation, missing, ...step }) => ({
      ...step,
      missing: [...missing],
      evaluation: evaluation === null ? null : (named[evaluation] ?? null),
    })),
    check:
      checkedAt && points ? { at: checkedAt, features: points.length, ...effectAgreement(points) } : null,
  };
}
