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

const of = (layers: number, heads = 2) => ({ layers, heads });

test("a condition of each layer is one for each, with what it has of other layers in all of them", () => {
  const made = conditionsOfModel([condition("a", site("each"), splice(0)), condition("b", site(1))], of(3));
  expect(made.map(({ name }) => name)).toEqual(["a, layer 0", "a, layer 1", "a, layer 2", "b"]);
  expect(made[2]?.interventions).toEqual([site(2), splice(0)]);
  expect(made[3]).toEqual(condition("b", site(1)));
});

test("an intervention at all layers is one at each of them together; a splice says so itself", () => {
  const patch: WrittenIntervention = { do: "patch", part: "v", layer: "all", head: 1, roles: ["S2"] };
  const [made] = conditionsOfModel([condition("a", site("all"), splice("all"), patch)], of(2));
  expect(made?.interventions).toEqual([
    ...[site(0), site(1), splice("all")],
    ...[0, 1].map((layer) => ({ ...patch, layer })),
  ]);
});

test("what becomes too much on a model, or gets one name twice there, is refused with a sentence", () => {
  const many = Array.from({ length: 51 }, (_, i) => condition(`${i}`, site("each")));
  expect(() => conditionsOfModel(many, of(4))).toThrow(
    "On this model of 4 layers there are 204 conditions, and at most 200.",
  );
  expect(conditionsOfModel(many, of(3))).toHaveLength(153);
  const wide = condition("a", ...Array.from({ length: 300 }, () => site("all")));
  expect(() => conditionsOfModel([wide], of(2))).toThrow(
    'Condition "a" has 600 interventions on this model of 2 layers, and at most 500.',
  );
  const same = [condition("a", site("each")), condition("a, layer 1", site(1))];
  expect(() => conditionsOfModel(same, of(2))).toThrow('two conditions have the name "a, layer 1"');
  expect(conditionsOfModel(same, of(1))).toHaveLength(2);
});

test("a condition of each head is one for each, of one layer, of all together or of each", () => {
  const head = (layer: number | "all" | "each", number: number | "each"): WrittenIntervention => ({
    ...{ do: "ablate", what: { part: "head", layer, head: number }, to: "mean", roles: ["S2"] },
  });
  const names = (...made: WrittenIntervention[]) =>
    conditionsOfModel([condition("a", ...made)], of(2, 3)).map(({ name }) => name);
  expect(names(head(1, "each"))).toEqual(["a, head 0", "a, head 1", "a, head 2"]);
  expect(names(head("each", "each"))).toEqual(
    ["0.0", "0.1", "0.2", "1.0", "1.1", "1.2"].map((each) => `a, head ${each}`),
  );
  expect(names(head("each", 2))).toEqual(["a, layer 0", "a, layer 1"]);
  const made = conditionsOfModel([condition("a", head("all", "each"), head(0, 2), site("all"))], of(2, 3));
  expect(made).toHaveLength(3);
  expect(made[1]?.interventions).toEqual([head(0, 1), head(1, 1), head(0, 2), site(0), site(1)]);
});
