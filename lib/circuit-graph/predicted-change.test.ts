import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Edit, scaleFeature, setFeature } from "@/lib/circuit-format/edit";
import type { FeatureId } from "@/lib/circuit-format/node-id";
import { untouchedView } from "@/lib/views/view-state";
import { indexGraph } from "./graph-index";
import { madeUpCircuit } from "./made-up-circuit";
import { type EditedRun, predictedChange } from "./predicted-change";
import { visibleGraph } from "./visible-graph";

const root = "logit.5@3";
const layers = 4;
/** Two features a layer, all at position 1: every one reads every earlier one. */
const features: FeatureId[] = Array.from({ length: 2 * layers }, (_, n) => ({
  ...{ kind: "attn", layer: Math.floor(n / 2), index: n % 2, position: 1 },
}));
const nameOf = ({ layer, index }: FeatureId) => `attn.${layer}.${index}@1`;
const nothingElse: Omit<EditedRun, "edits"> = { tokenCount: 4, mode: "direct", isActive: () => false };

const amount = fc.integer({ min: -20, max: 20 }).map((tenths) => tenths / 10);
const activation = fc.integer({ min: 1, max: 30 }).map((tenths) => tenths / 10);
const circuits = fc
  .record({
    activations: fc.array(activation, { minLength: features.length, maxLength: features.length }),
    weights: fc.array(amount, { minLength: 64, maxLength: 64 }),
    value: activation,
  })
  .map(({ activations, weights, value }) => {
    const edges: [string, string, number][] = [];
    let n = 0;
    for (const target of features)
      for (const source of features)
        if (source.layer < target.layer) edges.push([nameOf(source), nameOf(target), weights[n++] ?? 0]);
    for (const source of features) edges.push([nameOf(source), root, weights[n++] ?? 0]);
    const values = Object.fromEntries(features.map((each, i) => [nameOf(each), activations[i] ?? 1]));
    return { edges, values: { ...values, [root]: value } };
  });

const deeds = fc.array(
  fc.option(fc.record({ isSet: fc.boolean(), factor: fc.constantFrom(0, 0.5, 2, -1, 7) }), { nil: null }),
  { minLength: features.length, maxLength: features.length },
);

/** The linear model itself, run with edits: what a feature passes on is scaled or set after what reaches it has changed. */
function runLinear(
  { edges, values }: { edges: [string, string, number][]; values: Record<string, number> },
  edits: ReadonlyMap<string, Edit>,
): number {
  const now = new Map<string, number>();
  for (const id of [...features.map(nameOf), root]) {
    let value = values[id] ?? 0;
    for (const [source, target, contribution] of edges) {
      const f = values[source] ?? 1;
      if (target === id) value += (contribution / f) * ((now.get(source) ?? 0) - f);
    }
    const edit = edits.get(id);
    if (edit?.do === "scale") value *= edit.scale;
    if (edit?.do === "set") value = edit.value;
    now.set(id, value);
  }
  return (now.get(root) ?? 0) - (values[root] ?? 0);
}

const close = (a: number, b: number) => expect(Math.abs(a - b) / (1 + Math.abs(b))).toBeLessThan(1e-8);

describe("what a circuit predicts of edits", () => {
  test("is what the linear model that it stands for does, whatever is scaled and set together", () => {
    fc.assert(
      fc.property(circuits, deeds, (circuit, chosen) => {
        const edits = new Map(
          features.flatMap((feature, n): [string, Edit][] => {
            const deed = chosen[n];
            if (!deed) return [];
            const edit = deed.isSet ? setFeature(feature, deed.factor) : scaleFeature(feature, deed.factor);
            return [[nameOf(feature), edit]];
          }),
        );
        const index = indexGraph(madeUpCircuit(root, circuit.edges, circuit.values));
        const predicted = predictedChange(index, { ...nothingElse, edits: [...edits.values()] });
        close(predicted.change ?? Number.NaN, runLinear(circuit, edits));
        expect(predicted.counted).toBe(edits.size);
      }),
    );
  });

  test("is, of nodes ablated together, their effect as a group", () => {
    fc.assert(
      fc.property(circuits, fc.subarray(features, { minLength: 1 }), (circuit, members) => {
        const index = indexGraph(madeUpCircuit(root, circuit.edges, circuit.values));
        const groups = [{ name: "g", members: members.map(nameOf) }];
        const [group] = visibleGraph(index, { ...untouchedView, above: 0, groups }).groups;
        const edits = members.map((feature) => scaleFeature(feature, 0));
        close(-(predictedChange(index, { ...nothingElse, edits }).change ?? Number.NaN), group?.effect ?? 0);
      }),
    );
  });
});

const index = indexGraph(
  madeUpCircuit("attn.2.9@3", [["resid.2.1@3", "attn.2.9@3", 2]], { "attn.2.9@3": 4, "resid.2.1@3": 1 }),
);
const told = (edits: Edit[], change: Partial<EditedRun> = {}) =>
  predictedChange(index, { ...nothingElse, ...change, edits });

test("what the circuit says nothing of is unknown and never guessed", () => {
  const known = scaleFeature({ kind: "resid", layer: 2, index: 1, position: 3 }, 0);
  const absent = { kind: "attn", layer: 0, index: 7, position: 1 } as const;
  expect(told([known])).toMatchObject({ change: -2, counted: 1, absentCount: 0 });
  for (const edit of [scaleFeature(absent, 0), setFeature(absent, 0)]) {
    const isActive = () => edit.do === "scale";
    expect(told([known, edit], { isActive })).toMatchObject({
      change: null,
      known: -2,
      absent: ["attn.0.7@1"],
    });
  }
  const splice: Edit = { do: "splice", kind: "attn", layer: 1, keepError: true };
  expect(told([known, splice])).toMatchObject({ change: null, known: -2, spliced: 1 });
});

test("what cannot reach the target changes nothing: inactive, later in the text, later in the model", () => {
  const nothing = { change: 0, counted: 0 };
  const feature = { kind: "attn", layer: 0, index: 7, position: 1 } as const;
  expect(told([scaleFeature(feature, 3)])).toMatchObject({ ...nothing, inactive: 1 });
  expect(told([{ do: "scale", kind: "attn", layer: 0, index: 7, scale: 3 }])).toMatchObject({ inactive: 4 });
  for (const late of [{ ...feature, layer: 3 }, { ...feature, kind: "mlp", layer: 2, position: 3 } as const])
    expect(told([setFeature(late, 1)])).toMatchObject({ ...nothing, later: 1 });
  expect(told([{ do: "splice", kind: "resid", layer: 3, keepError: false }])).toMatchObject({ later: 1 });
});

test("in residual mode it says which effects go through their own layer's attention alone", () => {
  const edit = scaleFeature({ kind: "resid", layer: 2, index: 1, position: 3 }, 0);
  expect(told([edit], { mode: "residual" }).ofOwnLayer).toBe(1);
  expect(told([edit]).ofOwnLayer).toBe(0);
});
