import { expect, test } from "vitest";
import type { WrittenExperiment } from "./experiment";
import { madeUpExperiment } from "./made-up-experiment";
import { readExperiment, refuseLaterHypothesis } from "./read-experiment";

const ablate = madeUpExperiment().conditions[0]?.interventions[0];
const splice = { do: "splice", kind: "all", layer: "all", keepError: false, roles: null };
const conditionOf = (change: Record<string, unknown>) => ({
  conditions: [{ ...madeUpExperiment().conditions[0], ...change }],
});
const interventionOf = (change: Record<string, unknown>) =>
  conditionOf({ interventions: [{ ...ablate, ...change }] });

test("what is left out has its default, so that an experiment says all that its hash is of", () => {
  const experiment = readExperiment(madeUpExperiment());
  expect(experiment).toMatchObject({
    ...{ description: "", dictionaries: {}, seed: 1, digits: 3, model: { checksum: null } },
    prompts: { rule: null, only: null, first: null },
    conditions: [{ rule: null, freeze: { patterns: false, layerNorms: false } }],
  });
  expect(readExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual(experiment);
});

test.each<[string, Record<string, unknown>, RegExp]>([
  ["a later format", { format: "circuit-commons/experiment@2" }, /the format is not circuit-commons/],
  ["an unknown field", { more: 1 }, /"more" is not known here/],
  [
    "a key that JavaScript takes for another",
    JSON.parse('{"model":{"__proto__":1}}'),
    /"__proto__" is no name/,
  ],
  ["no hypothesis", { hypothesis: undefined }, /hypothesis: it must be an object/],
  [
    "a hypothesis that says nothing",
    { hypothesis: { says: " ", writtenAt: "2026-11-30T12:00:00Z" } },
    /hypothesis\.says: the hypothesis says nothing/,
  ],
  [
    "a hypothesis without a time",
    { hypothesis: { says: "So it is.", writtenAt: "yesterday" } },
    /hypothesis\.writtenAt: it must be a date with a time/,
  ],
  ["a title of two lines", { title: "a\nb" }, /title: it is one line/],
  ["a title with half a character", { title: "a\ud800" }, /title: it has half of a character/],
  ["a path for a model", { model: { name: "../models" } }, /model\.name: it must be a short/],
  [
    "a checksum that is none",
    { model: { name: "a", checksum: "1" } },
    /model\.checksum: it must be a SHA-256/,
  ],
  ["dictionaries of an unknown kind", { dictionaries: { head: null } }, /"head" is not known here/],
  ["a family from elsewhere", { family: { from: "web" } }, /family\.from: a family is "from": "bundled"/],
  [
    "a family's file in another folder",
    { family: { from: "file", file: "../a.json", hash: "0".repeat(64) } },
    /family\.file: it is the name of a file beside this one/,
  ],
  ["a family without a hash", { family: { from: "bundled", name: "days" } }, /family\.hash: it must be text/],
  ["no metric", { metrics: [] }, /metrics: there is no metric/],
  ["a metric twice", { metrics: ["logit", "logit"] }, /metrics: a metric stands twice/],
  ["an unknown metric", { metrics: ["loss"] }, /metrics\.0: it must be "logit" or/],
  ["no condition", { conditions: [] }, /there is no condition/],
  [
    "201 conditions",
    {
      conditions: Array.from({ length: 201 }, (_, i) => ({ ...conditionOf({}).conditions[0], name: `${i}` })),
    },
    /an experiment has at most 200 conditions/,
  ],
  [
    "two conditions of one name",
    { conditions: [0, 1].map(() => madeUpExperiment().conditions[0]) },
    /Two conditions have the name "attention at IO"/,
  ],
  ["a condition that changes nothing", conditionOf({ interventions: [] }), /it has no intervention/],
  [
    "501 interventions",
    conditionOf({ interventions: Array.from({ length: 501 }, () => splice) }),
    /a condition has at most 500 interventions/,
  ],
  [
    "an unknown intervention",
    interventionOf({ do: "scale" }),
    /what it does is "ablate", "patch" or "splice"/,
  ],
  [
    "a part that is none",
    interventionOf({ what: { part: "neuron", layer: 1 } }),
    /it is of a part: "feature", "error", "head" or "site"/,
  ],
  [
    "half a layer",
    interventionOf({ what: { part: "site", kind: "attn", layer: 0.5 } }),
    /a layer is a whole/,
  ],
  [
    "a layer below 0",
    interventionOf({ what: { part: "head", layer: -1, head: 0 } }),
    /what\.layer: it must be at least 0/,
  ],
  [
    "a feature of each layer",
    interventionOf({ what: { part: "feature", kind: "attn", layer: "each", index: 4 } }),
    /what\.layer: it must be a/,
  ],
  ["an ablation to nothing known", interventionOf({ to: "noise" }), /to: it must be "zero" or "mean"/],
  ["no role", interventionOf({ roles: [] }), /roles: there is no role/],
  ["a role twice", interventionOf({ roles: ["IO", "IO"] }), /roles: a role stands twice/],
  ["a role that is no name", interventionOf({ roles: ["1"] }), /roles\.0: a name is a letter/],
  ["half a seed", { seed: 0.5 }, /seed: it must be/],
  ["more digits than there are", { digits: 7 }, /digits: it must be at most 6/],
])("%s is refused with a sentence", (_, change, sentence) => {
  expect(() => readExperiment({ ...madeUpExperiment(), ...change })).toThrow(sentence);
});

test.each([[null], [1], ["text"], [[]], [{}]])("%j is no experiment", (value) => {
  expect(() => readExperiment(value)).toThrow(/^This is not a sound circuit-commons\/experiment@1 file: /);
});

test("a hypothesis that is dated after its result is refused, and one of the same moment is not", () => {
  const written = "2026-11-30T12:00:00Z";
  const hypothesis: WrittenExperiment["hypothesis"] = { says: "So it is.", writtenAt: written };
  const experiment = readExperiment({ ...madeUpExperiment(), hypothesis });
  expect(() => refuseLaterHypothesis(experiment, new Date("2026-11-30T11:59:59Z"))).toThrow(
    "The hypothesis is dated 2026-11-30T12:00:00Z, and it is 2026-11-30T11:59:59.000Z.",
  );
  expect(() => refuseLaterHypothesis(experiment, new Date(written))).not.toThrow();
});
