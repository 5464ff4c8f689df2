import type { Experiment, WrittenExperiment } from "@/lib/experiment-format/experiment";

interface PlannedFamily {
  roles: readonly string[];
  hasCounterfactuals: boolean;
  /** Whether every prompt has a distractor. */
  isDistracted: boolean;
}

/** A plan to begin with: what attention writes at the last role, layer by layer. */
export function firstPlan({ roles, hasCounterfactuals, isDistracted }: PlannedFamily): string {
  const role = roles.at(-1);
  const plan: Pick<WrittenExperiment, "prompts" | "metrics" | "conditions" | "digits"> = {
    prompts: { only: null, first: null },
    metrics: [isDistracted ? "logit-difference" : "logit", "kl"],
    conditions: role
      ? [
          {
            name: `attention at ${role}`,
            interventions: [
              {
                ...{ do: "ablate", what: { part: "site", kind: "attn", layer: "each" } },
                ...{ to: hasCounterfactuals ? "counterfactual" : "mean", roles: [role] },
              },
            ],
          },
        ]
      : [
          {
            name: "all dictionaries",
            interventions: [{ do: "splice", kind: "all", layer: "all", keepError: false, roles: null }],
          },
        ],
    digits: 3,
  };
  return written(plan);
}

/** What a fork begins with: all but what it is called and expects, and which files of a model it was of. */
export function planOf({ prompts, metrics, conditions, dictionaries, seed, digits }: Experiment): string {
  const sets = Object.fromEntries(
    Object.entries(dictionaries).map(([kind, set]) => [kind, set && { name: set.name }]),
  );
  return written({ prompts, metrics, dictionaries: sets, conditions, seed, digits });
}

function written(plan: object): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}
