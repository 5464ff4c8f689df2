import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { atOneThreshold, cutAt } from "@/lib/bounty-rules/at-one-threshold";
import { likenessOf } from "@/lib/bounty-rules/likeness";
import type { Circuit } from "@/lib/circuit-format/circuit";
import { parseTargetId } from "@/lib/engine/attribution/target";
import { traceCircuit } from "@/lib/engine/attribution/trace-circuit";
import { type LoadedModel, openModel } from "@/lib/engine/model";
import { openRuntime } from "@/lib/engine/runtime";
import { goldenNames, modelDir, readGolden } from "./golden-file";

const tolerance = 1e-3;
/** A node this close to the threshold may be expanded or not. */
const thresholdRounding = 1e-5;

const circuitsSchema = z.object({
  circuits: z.array(
    z.object({
      target: z.string(),
      mode: z.enum(["direct", "residual"]),
      threshold: z.number(),
      value: z.number(),
      nodes: z.array(
        z.object({
          id: z.string(),
          activation: z.number().nullable(),
          influence: z.number(),
          effect: z.number(),
          expanded: z.boolean(),
        }),
      ),
      edges: z.array(z.object({ source: z.string(), target: z.string(), contribution: z.number() })),
      scores: z.object({ replacement: z.number(), completeness: z.number() }),
    }),
  ),
});
type GoldenCircuit = z.infer<typeof circuitsSchema>["circuits"][number];

const identity = { model: "storybook-4l", modelChecksum: "0".repeat(64), dictionarySets: [] };
let model: LoadedModel;

beforeAll(async () => {
  model = await openModel(modelDir, { runtime: await openRuntime({ provider: "cpu" }) });
});
afterAll(() => model.close());

function readCircuits(name: string): GoldenCircuit[] {
  const file = path.join(import.meta.dirname, `${name}.json`);
  return circuitsSchema.parse(JSON.parse(readFileSync(file, "utf8"))).circuits;
}

/** Numbers by name, of a golden circuit and of ours alike. */
function numbersOf(circuit: GoldenCircuit | Circuit): Map<string, number> {
  return new Map([
    ...circuit.nodes.flatMap((node): [string, number][] => [
      [`${node.id} influence`, node.influence],
      [`${node.id} effect`, node.effect],
      [`${node.id} activation`, node.activation ?? 0],
    ]),
    ...circuit.edges.map(({ source, target, contribution }): [string, number] => [
      `${source} -> ${target}`,
      contribution,
    ]),
    ["replacement score", circuit.scores.replacement],
    ["completeness score", circuit.scores.completeness],
  ]);
}

/** The largest |ours - golden| / (1 + |golden|); a feature on one side only counts by what it would bring. */
function compare(ours: Circuit, golden: GoldenCircuit) {
  const [left, right] = [numbersOf(ours), numbersOf(golden)];
  const largest = { difference: 0, where: "" };
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const [mine, theirs] = [left.get(name) ?? 0, right.get(name) ?? 0];
    const difference = Math.abs(mine - theirs) / (1 + Math.abs(theirs));
    if (difference > largest.difference) Object.assign(largest, { difference, where: name });
  }
  return largest;
}

describe.each(goldenNames)("%s", (name) => {
  const golden = readCircuits(name);
  const { tokens } = readGolden(name);

  test.each(golden.map((circuit) => [`${circuit.target} ${circuit.mode}`, circuit] as const))(
    "the circuit of %s is the golden one",
    async (_, circuit) => {
      const { mode, threshold } = circuit;
      const near = new Map(circuit.nodes.map((node) => [node.id, node.expanded]));
      const ours = await traceCircuit(
        model,
        tokens.map(({ id }) => id),
        { identity, target: parseTargetId(circuit.target), mode, threshold, edgeThreshold: 0 },
        { expandNearThreshold: (id) => near.get(id) ?? false },
      );
      const { difference, where } = compare(ours, circuit);
      expect(difference, `largest difference ${difference} at ${where}`).toBeLessThanOrEqual(tolerance);
      expect(ours.nodes[0]?.activation ?? Number.NaN, "the target's value").toBeCloseTo(circuit.value, 3);
      expect(ours.edges.length).toBeGreaterThan(100);
      expect(Math.abs(ours.edges.length - circuit.edges.length)).toBeLessThan(20);
      const expanded = ({ nodes }: GoldenCircuit | Circuit) =>
        nodes.filter(({ expanded, influence }) => expanded && influence > threshold + thresholdRounding);
      expect(
        expanded(ours)
          .map(({ id }) => id)
          .toSorted(),
      ).toEqual(
        expanded(circuit)
          .map(({ id }) => id)
          .toSorted(),
      );
      expect(ours.checks.largestResidual).toBeLessThan(1e-4);
      expect(ours).toMatchObject({ rest: [], truncated: false });
    },
  );
});

test("a circuit that is cut at coarser thresholds is the one that is traced at them, and alike to it whatever they are", async () => {
  for (const name of ["induction", "name-after-a-gap"])
    for (const { target, mode } of readCircuits(name).slice(0, 2)) {
      const tokens = readGolden(name).tokens.map(({ id }) => id);
      const traced = (threshold: number, edgeThreshold: number, maxNodes = 5_000) =>
        traceCircuit(model, tokens, {
          ...{ identity, target: parseTargetId(target), mode, threshold, edgeThreshold, maxNodes },
        });
      const site = await traced(0.01, 1e-4);
      const others: [number, number, number?][] = [
        [0.0003, 1e-5],
        [0.02, 1e-4],
        [0.1, 1e-3],
        [0.01, 1e-4, 20],
      ];
      for (const [threshold, edgeThreshold, maxNodes] of others) {
        const other = await traced(threshold, edgeThreshold, maxNodes);
        const [finer, coarse] = threshold < 0.01 ? [other, site] : [site, other];
        const cut = { ...finer, nodes: cutAt(finer, coarse.spec) };
        const known = new Map(cut.nodes.map(({ id, influence }) => [id, influence]));
        // Too small by no more than what of the expanded nodes no edge was kept.
        const absolute = new Map<string, number>();
        for (const edge of finer.edges)
          absolute.set(edge.target, (absolute.get(edge.target) ?? 0) + Math.abs(edge.contribution));
        const influences = new Map(finer.nodes.map(({ id, influence }) => [id, influence]));
        const left = finer.rest.reduce((sum, { target, absoluteSum }) => {
          const share = absoluteSum / ((absolute.get(target) ?? 0) + absoluteSum);
          return sum + (influences.get(target) ?? 0) * share;
        }, 1e-6);
        for (const { id, influence } of coarse.nodes) {
          const missing = influence - (known.get(id) ?? 0);
          expect(missing, `${id} of ${target}`).toBeGreaterThan(-1e-6);
          expect(missing, `${id} of ${target}`).toBeLessThan(left);
        }
        expect(likenessOf(cut, coarse), `${target} at ${threshold}`).toBeGreaterThan(0.997);
      }
      // Finer in one bound and coarser in another, or of few nodes: whichever is the copy.
      for (const [threshold, edgeThreshold, maxNodes] of [
        [1e-4, 0.003],
        [1e-3, 0.003],
        [1e-3, 1e-4, 50],
        [1e-4, 1e-4, 50],
      ] as const) {
        const copy = await traced(threshold, edgeThreshold, maxNodes);
        for (const pair of [
          [copy, site],
          [site, copy],
        ] as const) {
          const alike = atOneThreshold(...pair).map((cut) => likenessOf(...cut));
          expect(Math.max(likenessOf(...pair), ...alike), `${target} at ${threshold}`).toBeGreaterThan(0.95);
        }
      }
    }
});
