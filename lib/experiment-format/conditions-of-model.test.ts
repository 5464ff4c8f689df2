import { expect, test } from "vitest";
import { conditionsOfModel } from "./conditions-of-model";
import type { WrittenCondition } from "./experiment";
import type { WrittenIntervention } from "./intervention";

const site = (layer: number | "all" | "each"): WrittenIntervention => ({
  ...{ do: "ablate", what: { part: "site", kind: "attn", layer }, to: "zero", roles: ["S2"] },
});
const splice = (layer: number | "all" | "each"): WrittenIntervention => ({
  ...{ do: "splice", kind: "mlp", layer, keepError: false, roles: null },
});
const condition = (name: string, ...interventions: WrittenIntervention[]): WrittenCondition => ({
  ...{ name, rule: null, freeze: { patterns: false, layerNorms: false }, interventions },
});

test("a condition of each layer is one for each, with what it has of other layers in all of them", () => {
  const made = conditionsOfModel([condition("a", site("each"), splice(0)), condition("b", site(1))], 3);
  expect(made.map(({ name }) => name)).toEqual(["a, layer 0", "a, layer 1", "a, layer 2", "b"]);
  expect(made[2]?.interventions).toEqual([site(2), splice(0)]);
  expect(made[3]).toEqual(condition("b", site(1)));
});

test("an intervention at all layers is one at each of them together; a splice says so itself", () => {
  const patch: WrittenIntervention = { do: "patch", part: "v", layer: "all", head: 1, roles: ["S2"] };
  const [made] = conditionsOfModel([condition("a", site("all"), splice("all"), patch)], 2);
  expect(made?.interventions).toEqual([
    ...[site(0), site(1), splice("all")],
    ...[0, 1].map((layer) => ({ ...patch, layer })),
  ]);
});

test("what becomes too much on a model, or gets one name twice there, is refused with a sentence", () => {
  const many = Array.from({ length: 51 }, (_, i) => condition(`${i}`, site("each")));
  expect(() => conditionsOfModel(many, 4)).toThrow(
    "On this model of 4 layers there are 204 conditions, and at most 200.",
  );
  expect(conditionsOfModel(many, 3)).toHaveLength(153);
  const wide = condition("a", ...Array.from({ length: 300 }, () => site("all")));
  expect(() => conditionsOfModel([wide], 2)).toThrow(
    'Condition "a" has 600 interventions on this model of 2 layers, and at most 500.',
  );
  const same = [condition("a", site("each")), condition("a, layer 1", site(1))];
  expect(() => conditionsOfModel(same, 2)).toThrow('two conditions have the name "a, layer 1"');
  expect(conditionsOfModel(same, 1)).toHaveLength(2);
});
