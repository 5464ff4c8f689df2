import { canonicalHash } from "@/lib/finding-format/canonical";
import type { EvaluationQuestion } from "./evaluation-computation";

/** SHA-256 (hex) of what is asked beside the circuit and the version of a family. */
export function evaluationIdentity({
  rule,
  only,
  prompts,
  metric,
  ablations,
  randomCircuits,
  seed,
}: Omit<EvaluationQuestion, "circuitId" | "familyId" | "familyVersion" | "identity">): string {
  return canonicalHash({ rule, only, prompts, metric, ablations, randomCircuits, seed });
}
