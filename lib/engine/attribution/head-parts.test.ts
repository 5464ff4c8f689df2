import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Circuit, type EdgeHeads, leastHeadShare } from "@/lib/circuit-format/circuit";
import { modelOfAnyShape, modelWithAllDictionaries, withRandomModel } from "../oracle/arbitrary-model";
import { NaiveAttribution } from "../oracle/naive-attribution";
import { modelWithLeaves } from "../oracle/opened-places";
import type { RandomModelSpec } from "../oracle/random-model";
import { openRuntime, type Runtime } from "../runtime";
import { parseTargetId } from "./target";
import { traceCircuit } from "./trace-circuit";

const folder = mkdtempSync(path.join(tmpdir(), "head-parts-"));
const identity = { model: "random", modelChecksum: "0".repeat(64), dictionarySets: [] };
let runtime: Runtime;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const nameOf = ({ source, target }: { source: string; target: string }) => `${source} -> ${target}`;
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const sizeOf = (values: readonly number[]) => sumOf(values.map(Math.abs));

function expectClose(value: number | undefined, expected: number | undefined, where: string): void {
  const difference = Math.abs((value ?? Number.NaN) - (expected ?? Number.NaN));
  expect(difference / (1 + Math.abs(expected ?? 0)), where).toBeLessThan(1e-3);
}

/** Circuits of a logit and of attention features, in every mode that a model has. */
async function tracedCircuits(
  spec: RandomModelSpec,
  { model, tokens }: Pick<Parameters<Parameters<typeof withRandomModel>[3]>[0], "model" | "tokens">,
  oracle: NaiveAttribution,
): Promise<Circuit[]> {
  const hasResid = spec.dictionaries.some(({ kind }) => kind === "resid");
  const last = tokens.length - 1;
  const read = oracle
    .activeFeatures()
    .filter(({ kind, layer }) => kind === "attn" && !oracle.isLeaf(kind, layer))
    .toSorted((a, b) => b.layer - a.layer || b.position - a.position)
    .slice(0, 2);
  const targets = [
    { kind: "logit" as const, index: spec.seed % spec.vocabularySize, position: last },
    ...read,
  ];
  const circuits: Circuit[] = [];
  for (const mode of hasResid ? (["direct", "residual"] as const) : (["direct"] as const))
    for (const target of targets)
      circuits.push(await traceCircuit(model, tokens, { identity, target, mode, threshold: 0.02 }));
  return circuits;
}

/** Kept edges by what of their target's influence they carry. */
function sharesOf({ nodes, edges }: Circuit): Map<string, number> {
  const influence = new Map(nodes.map((node) => [node.id, node.influence]));
  const absolute = new Map<string, number>();
  for (const { target, contribution } of edges)
    absolute.set(target, (absolute.get(target) ?? 0) + Math.abs(contribution));
  return new Map(
    edges.map((edge) => [
      nameOf(edge),
      ((influence.get(edge.target) ?? 0) * Math.abs(edge.contribution)) / (absolute.get(edge.target) || 1),
    ]),
  );
}

test.each([
  ["of any shape", modelOfAnyShape],
  ["with all dictionaries", modelWithAllDictionaries],
  ["with dictionaries that open leaves", modelWithLeaves],
] as const)(
  "the parts by head of every edge through attention are what plain loops give, and add up to it: models %s",
  async (_, models) => {
    let [read, written] = [0, 0];
    await fc.assert(
      fc.asyncProperty(models, (spec) =>
        withRandomModel(runtime, folder, spec, async (opened) => {
          const oracle = await NaiveAttribution.open(opened.model, opened.tokens);
          for (const circuit of await tracedCircuits(spec, opened, oracle)) {
            expectSplitEdges(circuit, oracle);
            const { heads = [] } = circuit;
            expectParts(heads, circuit, oracle, spec.heads);
            read += heads.filter(({ readBy }) => readBy).length;
            written += heads.filter(({ writtenBy }) => writtenBy).length;
          }
        }),
      ),
      { numRuns: 12 },
    );
    expect(Math.min(read, written)).toBeGreaterThan(50);
  },
  120_000,
);

/** Those split are the ones that go through heads, and of these all that matter. */
function expectSplitEdges(circuit: Circuit, oracle: NaiveAttribution): void {
  const split = new Map((circuit.heads ?? []).map((heads) => [nameOf(heads), heads]));
  expect(split.size).toBe(circuit.heads?.length);
  for (const [edge, share] of sharesOf(circuit)) {
    const heads = split.get(edge);
    split.delete(edge);
    const [source = "", target = ""] = edge.split(" -> ");
    const opensHeads = (id: string, kind: string) => {
      const [, layer = ""] = new RegExp(`^${kind}\\.(\\d+)`).exec(id) ?? [];
      return layer !== "" && !oracle.isLeaf("attn", Number(layer));
    };
    if (Math.abs(share - leastHeadShare) < 1e-6) continue;
    const isSplit = share > leastHeadShare;
    expect(heads?.readBy !== undefined, edge).toBe(isSplit && opensHeads(target, "attn"));
    expect(heads?.writtenBy !== undefined, edge).toBe(isSplit && opensHeads(source, "attn(?:-error)?"));
    expect(heads?.ofNoHead !== undefined, edge).toBe(heads?.readBy !== undefined && source === "bias");
  }
  expect([...split.keys()]).toEqual([]);
}

function expectParts(
  heads: readonly EdgeHeads[],
  circuit: Circuit,
  oracle: NaiveAttribution,
  H: number,
): void {
  const { mode } = circuit.spec;
  const contributions = new Map(circuit.edges.map((edge) => [nameOf(edge), edge.contribution]));
  const known = new Map<string, Map<string, number>>();
  const naive = (target: string, way: "readBy" | "writtenBy", head: number) => {
    const name = `${target} ${way} ${head}`;
    const parts = known.get(name) ?? oracle.contributions(parseTargetId(target), mode, { [way]: head });
    known.set(name, parts);
    return parts;
  };
  for (const edge of heads) {
    const contribution = contributions.get(nameOf(edge)) ?? Number.NaN;
    for (const way of ["readBy", "writtenBy"] as const) {
      const parts = edge[way];
      if (!parts) continue;
      expect(parts).toHaveLength(H);
      for (const [h, part] of parts.entries())
        expectClose(part, naive(edge.target, way, h).get(edge.source), `${nameOf(edge)}, ${way} ${h}`);
      const all = way === "readBy" ? [...parts, edge.ofNoHead ?? 0] : parts;
      expect(Math.abs(sumOf(all) - contribution), nameOf(edge)).toBeLessThan(1e-4 * (1 + sizeOf(all)));
    }
  }
}
