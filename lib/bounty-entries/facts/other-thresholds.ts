import type { CircuitSpec } from "@/lib/circuit-format/circuit";
import type { AskedCircuit } from "@/lib/circuits/circuit-computation";
import { circuitIdentity } from "@/lib/circuits/circuit-identity";

/** The identity of a circuit by its own document, at its threshold or at another. */
export function identityAt(spec: CircuitSpec, threshold = spec.threshold): string {
  return circuitIdentity({
    modelChecksum: spec.modelChecksum,
    dictionarySetChecksums: spec.dictionarySets.map(({ checksum }) => checksum),
    tokenIds: spec.tokenIds,
    spec: { ...spec, threshold },
  });
}

/** Half a circuit's threshold and twice it; null where there is none such. */
export function otherThresholds({ threshold }: Pick<CircuitSpec, "threshold">) {
  return { halved: threshold / 2, doubled: threshold * 2 <= 1 ? threshold * 2 : null };
}

/** The same question at another threshold, as it is asked of a circuit's run. */
export function questionAt(spec: CircuitSpec, threshold: number, runId: string): AskedCircuit {
  const { target, mode, edgeThreshold, maxNodes } = spec;
  return { runId, identity: identityAt(spec, threshold), target, mode, threshold, edgeThreshold, maxNodes };
}
