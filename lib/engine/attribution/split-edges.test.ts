import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Circuit, CircuitEdge } from "@/lib/circuit-format/circuit";
import type { EdgeEnds } from "@/lib/circuit-format/edge-ends";
import { modelOfAnyShape, modelWithAllDictionaries, withRandomModel } from "../oracle/arbitrary-model";
import { NaiveAttribution } from "../oracle/naive-attribution";
import { modelWithLeaves } from "../oracle/opened-places";
import { openRuntime, type Runtime } from "../runtime";
import { splitEdges } from "./split-edges";
import { parseTargetId } from "./target";
import { traceCircuit } from "./trace-circuit";

const folder = mkdtempSync(path.join(tmpdir(), "split-edges-"));
const identity = { model: "random", modelChecksum: "0".repeat(64), dictionarySets: [] };
let runtime: Runtime;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

type Split = [edge: CircuitEdge, ends: EdgeEnds];

async function splitOf(model: Parameters<typeof splitEdges>[0], circuit: Circuit): Promise<Split[]> {
  const all: Split[] = [];
  await splitEdges(model, circuit, (edge, ends) => all.push([edge, ends]));
  return all;
}

test.each([
  ["of any shape", modelOfAnyShape, 2],
  ["with all dictionaries", modelWithAllDictionaries.filter(({ layers }) => layers === 2), 1],
  ["with dictionaries that open leaves", modelWithLeaves, 1],
] as const)(
  "what each head wrote of what each head reads is what plain loops give, of every edge: models %s",
  async (name, models, numRuns) => {
    let pairs = 0;
    await fc.assert(
      fc.asyncProperty(models, (spec) =>
        withRandomModel(runtime, folder, spec, async ({ model, tokens }) => {
          const oracle = await NaiveAttribution.open(model, tokens);
          const target = {
            kind: "logit" as const,
            index: spec.seed % spec.vocabularySize,
            position: tokens.length - 1,
          };
          const hasResid = spec.dictionaries.some(({ kind }) => kind === "resid");
          for (const mode of hasResid ? (["direct", "residual"] as const) : (["direct"] as const)) {
            const circuit = await traceCircuit(model, tokens, { identity, target, mode, threshold: 0.1 });
            const split = await splitOf(model, circuit);
            expect(split.length).toBe(circuit.edges.filter(({ source }) => source !== "bias").length);
            pairs += expectParts(split, circuit, oracle);
            expectResidualLast(split);
          }
        }),
      ),
      // The same each time, so that there are pairs for sure.
      { numRuns, seed: 11 },
    );
    if (name === "with all dictionaries") expect(pairs).toBeGreaterThan(10);
  },
  60_000,
);

/** Compares each part; answers how many edges have heads at both ends. */
function expectParts(split: readonly Split[], circuit: Circuit, oracle: NaiveAttribution): number {
  const { mode } = circuit.spec;
  const known = new Map<string, Map<string, number>>();
  const naive = (target: string, readBy: number | undefined, writtenBy: number | undefined) => {
    const name = `${target} ${readBy} ${writtenBy}`;
    const found =
      known.get(name) ??
      oracle.contributions(parseTargetId(target), mode, {
        ...(readBy !== undefined && { readBy }),
        ...(writtenBy !== undefined && { writtenBy }),
      });
    known.set(name, found);
    return found;
  };
  let pairs = 0;
  for (const [{ source, target, contribution }, { writers, readers, parts }] of split) {
    const isRead = target.startsWith("attn.");
    expect(parts).toHaveLength((writers ?? 1) * readers);
    expect(Math.abs(parts.reduce((sum, part) => sum + part, 0) - contribution)).toBeLessThan(
      1e-4 * (1 + parts.reduce((sum, part) => sum + Math.abs(part), 0)),
    );
    if (writers !== null && isRead) pairs += 1;
    for (const [i, part] of parts.entries()) {
      const expected = naive(
        target,
        isRead ? i % readers : undefined,
        writers === null ? undefined : Math.floor(i / readers),
      ).get(source);
      const difference = Math.abs(part - (expected ?? Number.NaN)) / (1 + Math.abs(expected ?? 0));
      expect(difference, `${source} -> ${target}, part ${i}`).toBeLessThan(1e-3);
    }
  }
  return pairs;
}

/** So that what a residual feature hands on is known before what it gets. */
function expectResidualLast(split: readonly Split[]): void {
  const into = split.map(([{ target }]) => target.startsWith("resid."));
  expect(into).toEqual(into.toSorted((a, b) => Number(a) - Number(b)));
}

test("a circuit that another model gives, or with a node that this one has not, is refused with where", async () => {
  const [spec] = fc.sample(modelWithAllDictionaries, { seed: 7, numRuns: 1 });
  if (!spec) throw new Error("there is no model");
  await withRandomModel(runtime, folder, spec, async ({ model, tokens }) => {
    const target = { kind: "logit" as const, index: 1, position: tokens.length - 1 };
    const circuit = await traceCircuit(model, tokens, { identity, target, threshold: 0.05 });
    const into = (edge: CircuitEdge) => /^attn(-error)?\./.test(edge.source);
    const at = circuit.edges.findIndex(into);
    const edges = circuit.edges.map((edge, i) =>
      i === at ? { ...edge, contribution: edge.contribution + 1 } : edge,
    );
    await expect(splitOf(model, { ...circuit, edges })).rejects.toThrow(/The model gives the edge .* as /);
    const moved = circuit.edges.map((edge, i) =>
      i === at ? { ...edge, source: "attn.0.999@0", target: circuit.spec.target } : edge,
    );
    await expect(splitOf(model, { ...circuit, edges: moved })).rejects.toThrow(
      "The circuit has attn.0.999@0, which the model has not at this text.",
    );
    const aborted = AbortSignal.abort(new Error("enough"));
    await expect(splitEdges(model, circuit, () => {}, aborted)).rejects.toThrow("enough");
  });
});
