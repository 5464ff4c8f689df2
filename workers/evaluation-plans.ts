import type { ModelIdentity } from "@/lib/engine/attribution/trace-circuit";
import { roleNodeName } from "@/lib/engine/evaluation/circuit-nodes";
import type { EvaluationPlan } from "@/lib/engine/evaluation/evaluation-plan";
import type { Prompt } from "@/lib/engine/evaluation/prompts";
import type { AskedEvaluation } from "@/lib/evaluations/view";
import { canonicalHash } from "@/lib/finding-format/canonical";
import type { ReadWith } from "@/lib/runs/read-with";

/** What is asked, read once, and what is to be run. */
export interface PlannedEvaluation {
  asked: AskedEvaluation;
  plan: EvaluationPlan;
  prompts: readonly Prompt[];
  /** Of each prompt, the name of the template that words it. */
  wordings: readonly string[];
  /** What names the model's files. */
  run: ReadWith;
  model: ModelIdentity;
  familyHash: string;
  circuitHash: string;
  /** `planIdentity` of the plan. */
  identity: string;
}

/** For how long one is kept after it was asked for. */
const keptSeconds = 60;

let kept: { evaluationId: string; planned: PlannedEvaluation; timer: NodeJS.Timeout } | undefined;

/**
 * What an evaluation runs, made once for the parts that a worker computes one after the other: it takes two runs a prompt, and a
 * part some hundreds of one.
 */
export async function keptPlan(
  evaluationId: string,
  make: () => Promise<PlannedEvaluation>,
): Promise<PlannedEvaluation> {
  const planned = kept?.evaluationId === evaluationId ? kept.planned : await make();
  clearTimeout(kept?.timer);
  const timer = setTimeout(() => {
    kept = undefined;
  }, 1000 * keptSeconds);
  kept = { evaluationId, planned, timer: timer.unref() };
  return planned;
}

/**
 * SHA-256 of which nodes every set of a plan has. Another machine's last bits may decide otherwise whether a feature fires: then the
 * sets, which are drawn of what fires, are others.
 */
export function planIdentity({ universe, nodes, sizes, random }: EvaluationPlan): string {
  const names = (of: EvaluationPlan["nodes"]) => of.map(roleNodeName);
  return canonicalHash({
    universe: [names(universe.nodes), names(universe.counterfactualOnly)],
    ...{ nodes: names(nodes), sizes },
    random: random.map(names),
  });
}
