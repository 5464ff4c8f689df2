import type { Viewer } from "@/lib/auth/viewer-type";
import { type Asked, ask } from "@/lib/computations/ask";
import { askerOf } from "@/lib/computations/asker";
import { AppError } from "@/lib/errors";
import { type Ablation, ablations } from "@/lib/evidence-format/evaluation";
import { orUnprocessable } from "@/lib/families/read-source";
import { choosePrompts } from "@/lib/family-format/choose-prompts";
import type { FamilyPrompt } from "@/lib/family-format/expand-family";
import { touchCircuit } from "@/lib/unread/touch";
import { evaluationComputation } from "./evaluation-computation";
import { evaluationIdentity } from "./evaluation-identity";
import type { NewEvaluation } from "./evaluation-schemas";
import { getFitting } from "./fit-circuit";

/**
 * Asks for a circuit to be evaluated over a family's prompts, computed once for everyone: the stored one, the one under way, or a
 * new one; one that failed or was cancelled is begun again. Throws "not-found", "conflict" (the circuit is not ready),
 * "unprocessable" (why it cannot be evaluated so) and "too-many-requests".
 */
export async function requestEvaluation(
  { circuitId, familyId, version, ...asked }: NewEvaluation,
  viewer: Viewer,
): Promise<Asked> {
  await touchCircuit(circuitId);
  const { family } = await getFitting({ circuitId, familyId, version }, viewer);
  const { rule, only, prompts: most, metric, randomCircuits, seed } = asked;
  const prompts = orUnprocessable(() =>
    choosePrompts(family.read, { rule: rule ?? undefined, only: only ?? undefined, prompts: most }),
  );
  const everyDistractor = prompts.every(({ distractor }) => distractor !== null);
  const question = {
    ...{ rule, only, prompts: prompts.length, randomCircuits, seed },
    metric: metric ?? (everyDistractor ? ("logit-difference" as const) : ("logit" as const)),
    ablations: ablationsOf(prompts, asked.ablations),
  };
  checkMetric(question.metric, prompts);
  return ask(
    evaluationComputation,
    { circuitId, familyId, familyVersion: version, ...question, identity: evaluationIdentity(question) },
    askerOf(viewer),
  );
}

/** In one order, each once. Throws where the prompts do not allow one that was asked for. */
function ablationsOf(prompts: readonly FamilyPrompt[], asked: readonly Ablation[] | null): Ablation[] {
  const withoutCounterfactual = prompts.filter(({ counterfactual }) => !counterfactual).length;
  const refusals: Record<Ablation, string | null> = {
    zero: null,
    mean:
      prompts.length < 2
        ? "The mean of one prompt is that prompt: ablating to it would change nothing. Take more prompts, or leave the mean out."
        : null,
    counterfactual:
      withoutCounterfactual > 0
        ? `${withoutCounterfactual} of ${prompts.length} prompts have no counterfactual. Leave that ablation out, or choose another rule.`
        : null,
  };
  if (!asked) return ablations.filter((ablation) => refusals[ablation] === null);
  const chosen = ablations.filter((ablation) => asked.includes(ablation));
  for (const ablation of chosen) refuseIf("ablations", refusals[ablation]);
  return chosen;
}

function checkMetric(metric: string, prompts: readonly FamilyPrompt[]): void {
  const count = (lacks: (prompt: FamilyPrompt) => boolean) => prompts.filter(lacks).length;
  const isDifference = metric === "logit-difference" || metric === "normalised-difference";
  const withoutDistractor = isDifference ? count(({ distractor }) => distractor === null) : 0;
  const without = metric === "normalised-difference" ? count(({ counterfactual }) => !counterfactual) : 0;
  const lacking = withoutDistractor > 0 ? "a distractor" : without > 0 ? "a counterfactual" : null;
  refuseIf(
    "metric",
    lacking &&
      `The ${metric} needs ${lacking}, and ${withoutDistractor || without} of ${prompts.length} prompts have none. Choose another metric.`,
  );
}

function refuseIf(field: string, message: string | null): void {
  if (message) throw new AppError("unprocessable", message, { fields: { [field]: message } });
}
