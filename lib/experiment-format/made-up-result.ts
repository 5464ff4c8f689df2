import { madeUpExperiment } from "./made-up-experiment";
import { type ExperimentResult, experimentResultFormat } from "./result";

/** A sound result for tests, of two prompts of two variants, whose values are given: of the model itself, then of a condition. */
export function madeUpResult(
  whole: (number | null)[] = [2, 4],
  edited: (number | null)[] = [1, 1],
): ExperimentResult {
  const summary = (values: readonly (number | null)[]) => {
    const known = values.filter((value) => value !== null);
    const mean = known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
    const counts = { known: known.length, unknown: values.length - known.length };
    return { ...counts, mean, deviation: null, interval: null };
  };
  const metric = (values: (number | null)[]) => {
    const changes = values.map((value, i) => {
      const from = whole[i] ?? null;
      return value === null || from === null ? null : value - from;
    });
    const variants = ["ABBA", "BABA"].map((variant, i) => ({
      ...{ variant, value: summary([values[i] ?? null]), change: summary([changes[i] ?? null]) },
    }));
    return [
      {
        ...{ metric: "logit-difference" as const, values, variants },
        ...{ value: summary(values), change: summary(changes) },
      },
    ];
  };
  const { title, hypothesis } = madeUpExperiment();
  const prompt = { text: "When", template: "t", heldOut: false };
  return {
    format: experimentResultFormat,
    experiment: { hash: "a".repeat(64), title, hypothesis },
    ...{ model: "storybook-4l", modelChecksum: "b".repeat(64) },
    dictionarySets: [{ kind: "attn", name: "attn", checksum: "c".repeat(64) }],
    family: { title: "Who gets it", hash: "d".repeat(64) },
    ...{ seed: 1, digits: 3, computedAt: "2026-11-30T13:00:00.000Z", build: "0.1.0" },
    prompts: ["ABBA", "BABA"].map((variant) => ({ ...prompt, variant })),
    whole: metric(whole),
    conditions: [
      {
        ...{ name: "attention at IO", rule: null, freeze: { patterns: false, layerNorms: false } },
        interventions: [
          {
            ...{ do: "ablate", what: { part: "site", kind: "attn", layer: 1 }, to: "zero" },
            roles: ["IO"],
          },
        ],
        ...{ reached: 2, metrics: metric(edited) },
      },
    ],
  };
}
