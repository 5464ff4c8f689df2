import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { effectAgreement, tierOf } from "@/lib/evidence-format/tier";
import { missingFinding } from "@/lib/findings/missing-finding";
import { visibleTo } from "@/lib/findings/visible-to";
import { collectFacts } from "./collect-facts";
import { findFoundAgain } from "./find-found-again";
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

const again = { foundAgain: true };

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
  // A tier asks for all before it, so that nothing is looked for until these hold.
  const isGeneral = tierOf({ ...facts, replications: [] }).tier === "general";
  const foundAgain = isGeneral ? await findFoundAgain(id, circuitId) : null;
  const { tier, steps } = tierOf({ ...facts, replications: (foundAgain ?? []).map(() => again) });
  const [points] = facts.checks;
  return {
    ...{ tier, verification: verified, evaluations, replications, foundAgain },
    steps: steps.map(({ evaluation, missing, ...step }) => ({
      ...step,
      missing: [...missing],
      evaluation: evaluation === null ? null : (named[evaluation] ?? null),
    })),
    check:
      checkedAt && points ? { at: checkedAt, features: points.length, ...effectAgreement(points) } : null,
  };
}
