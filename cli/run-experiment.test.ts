import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { familyPrompts } from "@/lib/engine/evaluation/family-prompts";
import { interveneOnPrompts } from "@/lib/engine/evaluation/intervene-on-prompts";
import { runExperiment } from "@/lib/engine/evaluation/run-experiment";
import { type LoadedModel, openModel } from "@/lib/engine/model";
import { bundledNumbers } from "@/lib/engine/oracle/bundled-numbers";
import { bundledModel } from "@/lib/engine/oracle/model-variant";
import { naiveChanged } from "@/lib/engine/oracle/naive-parts";
import { naivePass } from "@/lib/engine/oracle/naive-pass";
import type { RandomModel } from "@/lib/engine/oracle/random-model";
import { openRuntime } from "@/lib/engine/runtime";
import { conditionsOfModel } from "@/lib/experiment-format/conditions-of-model";
import type { WrittenExperiment } from "@/lib/experiment-format/experiment";
import { readExperiment } from "@/lib/experiment-format/read-experiment";
import { experimentOutcomeSchema, readExperimentResult } from "@/lib/experiment-format/result";
import { bundledExperiment, bundledExperimentNames } from "@/lib/experiments/bundled/bundled-experiments";
import { experimentHash } from "@/lib/experiments/experiment-hash";
import { bundledFamily } from "@/lib/families/bundled/bundled-families";
import { familyLimits } from "@/lib/family-format/limits";
import { readFamily } from "@/lib/family-format/read-family";

let model: LoadedModel;
let numbers: RandomModel;
beforeAll(async () => {
  const runtime = await openRuntime({ provider: "cpu", threads: 1 });
  model = await openModel(bundledModel, { runtime });
  numbers = bundledNumbers(model);
});
afterAll(() => model.close());

function familyOf(name: string) {
  const read = bundledFamily(name);
  if (!read) throw new Error("there is no such family");
  return read;
}
const read = familyOf("indirect-object");

/** A bundled experiment over the first so many prompts, with some of its conditions as the bundled model has them. */
function bundled(name: string, first: number, wanted?: readonly string[]) {
  const whole = bundledExperiment(name);
  if (!whole) throw new Error("there is no such experiment");
  const experiment = { ...whole, prompts: { ...whole.prompts, first } };
  const conditions = conditionsOfModel(experiment.conditions, model.config);
  return {
    experiment,
    conditions: wanted ? conditions.filter((condition) => wanted.includes(condition.name)) : conditions,
  };
}

/** The logit difference of a prompt after the last row of logits. */
function differenceOf(
  sites: ReadonlyMap<string, Float64Array>,
  { right, wrong }: { right: number; wrong: number | null },
) {
  const logits = (sites.get("logits") ?? new Float64Array()).slice(-model.config.vocabularySize);
  return (logits[right] ?? Number.NaN) - (logits[wrong ?? -1] ?? Number.NaN);
}

const agrees = (value: number | null | undefined, expected: number) =>
  expect(Math.abs((value ?? Number.NaN) - expected) / (1 + Math.abs(expected))).toBeLessThan(1e-4);

test("all dictionaries spliced into the bundled model give what plain loops in float64 give", async () => {
  const { experiment, conditions } = bundled("splice-layer-by-layer", 1, ["all dictionaries"]);
  const { whole, conditions: found } = await runExperiment(model, read, experiment, conditions);
  const [prompt] = familyPrompts(model, read, { prompts: 1 });
  if (!prompt) throw new Error("there is no prompt");
  const { tokenIds } = prompt;
  const clean = differenceOf(naivePass(numbers, model.manifest.processing, tokenIds).sites, prompt);
  const rebuilt = { error: new Float64Array(model.config.dModel) };
  const spliced = differenceOf(
    naiveChanged(model, numbers, tokenIds, () => rebuilt),
    prompt,
  );
  agrees(whole[0]?.values[0], clean);
  agrees(found[0]?.metrics[0]?.values[0], spliced);
  agrees(found[0]?.metrics[0]?.change.mean, spliced - clean);
  expect(Math.abs(spliced - clean)).toBeGreaterThan(1);
});

test("a word that is replaced by its counterfactual's gives what the text with that word gives, run by itself", async () => {
  const names = ["the text with or for and", "the text with the for and"];
  const { experiment, conditions } = bundled("order-around-and", 2, names);
  const { conditions: found, prompts } = await runExperiment(model, read, experiment, conditions);
  for (const [c, word] of ["or", "the"].entries())
    for (const [i, { text }] of prompts.entries()) {
      const [prompt] = familyPrompts(model, read, { prompts: i + 1 }).slice(-1);
      if (!prompt) throw new Error("there is no prompt");
      expect(text).toContain(" and ");
      const tokenIds = model.tokenize(text.replace(" and ", ` ${word} `)).map(({ id }) => id);
      expect(tokenIds).not.toEqual(prompt.tokenIds);
      const { sites } = naivePass(numbers, model.manifest.processing, tokenIds);
      agrees(found[c]?.metrics[0]?.values[i], differenceOf(sites, prompt));
    }
});

test("what attention writes at a role in a text that is moved on is put there at all layers, as plain loops do it", async () => {
  const { experiment, conditions } = bundled("order-around-and", 1, [
    "attention at S2, moved on, all layers",
  ]);
  const { conditions: found } = await runExperiment(model, read, experiment, conditions);
  const [prompt] = familyPrompts(model, read, { prompts: 1, rule: "moved on" });
  const other = prompt?.counterfactual;
  const [s2, from] = [prompt?.roles.S2 ?? -1, other?.roles.S2 ?? -1];
  if (!prompt || !other) throw new Error("there is no such prompt");
  expect(from).toBeGreaterThan(s2);
  const { sites } = naivePass(numbers, model.manifest.processing, other.tokenIds);
  const D = model.config.dModel;
  const changed = naiveChanged(model, numbers, prompt.tokenIds, ({ kind, layer }, position) => {
    if (kind !== "attn" || position !== s2) return undefined;
    const z = sites.get(`blocks.${layer}.attn.hook_z`) ?? new Float64Array();
    return { site: z.slice(from * D, (from + 1) * D) };
  });
  agrees(found[0]?.metrics[0]?.values[0], differenceOf(changed, prompt));
});

test.each(bundledExperimentNames)(
  "%s: its stated result is of it as it is, and some of it comes to that",
  async (name) => {
    const family = bundledExperiment(name)?.family;
    const own = familyOf(family?.from === "bundled" ? family.name : "");
    // The mean over all prompts takes all of them; of others the first ones are what they are by themselves.
    const isMean = name === "heads-by-prefix";
    const { experiment, conditions } = isMean
      ? bundled(name, familyLimits.maxPrompts, ["at END, head 3.1", "attention at END, layer 0"])
      : bundled(name, 2);
    const file = path.join("lib/experiments/bundled/results", `${name}.json`);
    const stated = readExperimentResult(JSON.parse(readFileSync(file, "utf8")));
    expect(stated.experiment.hash).toBe(experimentHash(bundledExperiment(name) ?? experiment));
    expect(stated.experiment.hypothesis.writtenAt < stated.computedAt).toBe(true);
    const found = await runExperiment(model, own, experiment, conditions);
    expect(found.prompts).toEqual(stated.prompts.slice(0, isMean ? undefined : 2));
    const names = found.conditions.map((of) => of.name);
    if (!isMean) expect(names).toEqual(stated.conditions.map((of) => of.name));
    expect(names).toHaveLength(conditions.length);
    for (const { name: condition, metrics } of found.conditions)
      for (const [m, { values }] of metrics.entries())
        for (const [i, value] of values.entries()) {
          const same = stated.conditions.find((each) => each.name === condition);
          const of = same?.metrics[m]?.values[i] ?? Number.NaN;
          expect(Math.abs((value ?? Number.NaN) - of)).toBeLessThanOrEqual(0.5 * 10 ** -stated.digits);
        }
  },
);

const site = { part: "site", kind: "attn", layer: 2 } as const;
const mixed: WrittenExperiment = {
  ...{ format: "circuit-commons/experiment@1", title: "Conditions of all sorts" },
  hypothesis: { says: "Each is what it is by itself.", writtenAt: "2026-11-30T12:00:00Z" },
  model: { name: "storybook-4l" },
  family: { from: "bundled", name: "indirect-object", hash: "0".repeat(64) },
  prompts: { first: 4 },
  metrics: ["normalised-difference", "logit-difference"],
  conditions: [
    {
      ...{ name: "frozen", freeze: { patterns: true, layerNorms: true } },
      interventions: [{ do: "ablate", what: site, to: "mean", roles: ["END"] }],
    },
    {
      ...{ name: "by another rule", rule: "names change places" },
      interventions: Array.from({ length: 8 }, (_, head) => ({
        ...({ do: "patch", part: "v", layer: 2, head, roles: ["IO"] } as const),
      })),
    },
    {
      name: "free",
      interventions: [{ do: "ablate", what: site, to: "counterfactual", roles: ["END"] }],
    },
  ],
};

test("conditions of unlike rules and of what is frozen each give what they give by themselves, in the file's order", async () => {
  const experiment = readExperiment(mixed);
  const conditions = conditionsOfModel(experiment.conditions, { layers: 4, heads: 8 });
  const steps: number[] = [];
  const found = await runExperiment(model, read, experiment, conditions, {
    onProgress: ({ done, total }) => steps.push(done / total),
  });
  expect(experimentOutcomeSchema.parse(found)).toEqual(found);
  expect(found.conditions.map(({ name }) => name)).toEqual(["frozen", "by another rule", "free"]);
  expect(steps.at(-1)).toBe(1);
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  const { metrics, seed } = experiment;
  for (const [c, { rule, freeze, interventions }] of conditions.entries()) {
    const prompts = familyPrompts(model, read, { prompts: 4, ...(rule !== null && { rule }) });
    const [alone = [], own = []] = await interveneOnPrompts(model, prompts, {
      ...{ conditions: [interventions, []], metrics, seed, freeze: { ...freeze, outputs: false } },
    });
    for (const m of metrics.keys()) {
      const { values, value, change, variants } = found.conditions[c]?.metrics[m] ?? {};
      expect(values).toEqual(alone[m]?.values);
      expect(value?.interval).toEqual(alone[m]?.interval);
      const changes = (values ?? []).map((of, i) => (of ?? 0) - (own[m]?.values[i] ?? 0));
      expect(change?.mean).toBeCloseTo(changes.reduce((sum, of) => sum + of, 0) / 4, 10);
      expect(changes.some((of) => Math.abs(of) > 1e-3)).toBe(true);
      // ABBA and BABA in turn.
      expect(variants?.map(({ variant }) => variant)).toEqual(["ABBA", "BABA"]);
      expect(variants?.[1]?.change.mean).toBeCloseTo(((changes[1] ?? 0) + (changes[3] ?? 0)) / 2, 10);
    }
  }
});

test("a role that some prompts lack changes nothing there, and how many have it is told", async () => {
  const family = readFamily({
    ...{ format: "circuit-commons/family@1", title: "Two", roles: [{ name: "A", everywhere: false }] },
    templates: [
      { name: "with", text: "Once [A:Mary] saw Tom", answer: " and" },
      { name: "without", text: "Once Anna saw Tom", answer: " and" },
    ],
  });
  const experiment = readExperiment({
    ...{ ...mixed, metrics: ["logit"], prompts: {} },
    conditions: [
      { name: "c", interventions: [{ do: "ablate", what: site, to: "zero", roles: ["A"] }] },
      { name: "d", interventions: [{ do: "splice", kind: "attn", layer: 1, keepError: false, roles: null }] },
    ],
  });
  const { conditions } = await runExperiment(
    ...([model, family, experiment] as const),
    conditionsOfModel(experiment.conditions, { layers: 4, heads: 8 }),
  );
  expect(conditions.map(({ reached }) => reached)).toEqual([1, 2]);
  const changes = conditions.map(({ metrics: [of] }) => [of?.change.known, of?.change.mean !== 0]);
  expect(changes).toEqual([
    [2, true],
    [2, true],
  ]);
  const of = conditions[0]?.metrics[0];
  expect(of?.variants).toEqual([]);
  expect(of?.values[1]).toBeCloseTo(uneditedLogit("Once Anna saw Tom", " and") ?? Number.NaN, 3);
});

/** The logit of a token after a text, by plain loops. */
function uneditedLogit(text: string, token: string): number | undefined {
  const { sites } = naivePass(
    ...([numbers, model.manifest.processing] as const),
    model.tokenize(text).map(({ id }) => id),
  );
  const logits = sites.get("logits")?.slice(-model.config.vocabularySize);
  return logits?.[model.encodeText(token)[0] ?? -1];
}

test("what a condition lacks on the model is said before any is run", async () => {
  const experiment = readExperiment({
    ...mixed,
    conditions: [
      ...mixed.conditions,
      {
        name: "e",
        interventions: [{ do: "ablate", what: { ...site, layer: 9 }, to: "zero", roles: ["END"] }],
      },
    ],
  });
  const steps: number[] = [];
  const running = runExperiment(
    model,
    read,
    experiment,
    conditionsOfModel(experiment.conditions, { layers: 4, heads: 8 }),
    {
      onProgress: ({ done }) => steps.push(done),
    },
  );
  await expect(running).rejects.toThrow("There is no layer 9: the model has 4.");
  expect(steps).toEqual([]);
});
