import { comparedFeaturesOf } from "@/lib/bounty-rules/likeness";
import { soughtFeaturesOf } from "@/lib/bounty-rules/likeness-without-features";
import { causalCheckComputation } from "@/lib/causal-checks/causal-check-computation";
import type { CircuitNode, CircuitSpec } from "@/lib/circuit-format/circuit";
import { circuitComputation } from "@/lib/circuits/circuit-computation";
import { ask } from "@/lib/computations/ask";
import type { Asker } from "@/lib/computations/asker";
import { inBackground } from "@/lib/computations/in-background";
import { counterpartsComputation } from "@/lib/counterparts/counterparts-computation";
import { db } from "@/lib/db/client";
import { keepCircuit } from "@/lib/unread/touch";
import { verificationComputation } from "@/lib/verifications/verification-computation";
import type { Needs } from "./needs-of";
import { otherSetsOf } from "./other-sets";
import { otherThresholds, questionAt } from "./other-thresholds";

interface ToAskFor {
  circuitId: string;
  runId: string;
  spec: CircuitSpec;
  nodes: CircuitNode[];
  needs: Needs;
  asker: Asker;
}

/**
 * Asks for what rules read of a circuit and nobody has had computed yet, at what each costs: the other thresholds where nobody waits, the
 * rest where people's work is done. Throws "too-many-requests".
 */
export async function askForFacts({ circuitId, runId, spec, nodes, needs, asker }: ToAskFor): Promise<void> {
  if (needs.verification) {
    const done = await db().verification.count({ where: { circuitId, computedAt: { not: null } } });
    if (done === 0) await ask(verificationComputation, { circuitId }, asker);
  }
  for (const frozen of [false, true])
    if (frozen ? needs.checks.frozen : needs.checks.free)
      await ask(causalCheckComputation, { circuitId, frozen }, asker);
  const featuresOf = needs.withoutFeatures ? soughtFeaturesOf : comparedFeaturesOf;
  if (needs.across)
    for (const { id: setId } of await otherSetsOf(spec, featuresOf({ spec, nodes })))
      await ask(counterpartsComputation, { circuitId, setId }, asker);
  if (!needs.thresholds) return;
  for (const threshold of Object.values(otherThresholds(spec))) {
    if (threshold === null) continue;
    const { id } = await ask(inBackground(circuitComputation), questionAt(spec, threshold, runId), asker);
    await keepCircuit(id);
  }
}
