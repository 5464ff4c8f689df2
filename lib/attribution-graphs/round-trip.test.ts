import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textOfTokens } from "@/lib/tokens/token-text";
import { circuits, extrasFor, goldenCircuits, throughJson } from "./circuit-samples";
import { exportAttributionGraph } from "./export-attribution-graph";
import { importAttributionGraph } from "./import-attribution-graph";
import { isRecord } from "./losses";

/** What a program that knows the format alone would pass on. */
function withoutAnnex(graph: unknown): unknown {
  if (!isRecord(graph) || !isRecord(graph.metadata)) throw new Error("an export has metadata");
  const { circuit_commons: _, ...metadata } = graph.metadata;
  return { ...graph, metadata };
}

describe.each(goldenCircuits())("%s", (_, circuit) => {
  const exported = exportAttributionGraph(circuit);

  test("comes back from an attribution graph number for number", () => {
    const back = importAttributionGraph(throughJson(exported.graph));
    expect(back.circuit).toEqual(circuit);
    expect(back).toMatchObject({ problems: [], lost: [] });
    expect(back.extras.labels).toBeUndefined();
  });

  test("keeps its numbers through a program that knows the format alone, up to rounding", () => {
    const back = importAttributionGraph(throughJson(withoutAnnex(exported.graph))).circuit;
    expect(back.spec.target).toBe(circuit.spec.target);
    expect(back.spec.tokenIds).toEqual(circuit.spec.tokenIds);
    expect(back.edges).toEqual(circuit.edges);
    // Every contribution is in these graphs, so influence and effect follow from the links.
    for (const [i, node] of circuit.nodes.entries()) {
      const { influence, effect, ...said } = node;
      expect(back.nodes[i]).toMatchObject(said);
      expect(back.nodes[i]?.influence, `${node.id} influence`).toBeCloseTo(influence, 5);
      expect(Math.abs((back.nodes[i]?.effect ?? Number.NaN) - effect), `${node.id} effect`).toBeLessThan(
        1e-4 * (1 + Math.abs(effect)),
      );
    }
    expect(back.scores.replacement).toBeCloseTo(circuit.scores.replacement, 5);
    expect(back.scores.completeness).toBeCloseTo(circuit.scores.completeness, 5);
    expect(back.checks.largestResidual).toBeLessThan(1e-4);
  });
});

test("any circuit comes back from an attribution graph number for number, with what was marked in it", () => {
  fc.assert(
    fc.property(
      circuits.chain((circuit) => fc.tuple(fc.constant(circuit), extrasFor(circuit))),
      ([circuit, extras]) => {
        const { graph } = exportAttributionGraph(circuit, extras);
        const back = importAttributionGraph(throughJson(graph));
        expect(back.circuit).toEqual(circuit);
        expect(back.problems).toEqual([]);
        expect(back.lost).toEqual([]);
        expect(back.extras.labels).toBeUndefined();
        const { prompt, ...others } = extras;
        expect(back.extras).toMatchObject(others);
        expect(back.extras.prompt ?? textOfTokens(circuit.tokens)).toBe(graph.metadata.prompt);
        if (prompt !== undefined) expect(graph.metadata.prompt).toBe(prompt);
        expect(exportAttributionGraph(back.circuit, back.extras).graph).toEqual(throughJson(graph));
      },
    ),
    { numRuns: 300 },
  );
});

/** Paths of `a` that `b` does not repeat; written apart from what it checks. */
function unlike(a: unknown, b: unknown, path: string): string[] {
  if (a === null || a === undefined || Object.is(a, b)) return [];
  if (typeof a !== "object" || typeof b !== "object" || b === null) return [path];
  return Object.entries(a).flatMap(([key, value]) => {
    if (Array.isArray(a) && !(key in b)) return [path];
    const inside = Array.isArray(a) ? `${path}[]` : path === "" ? key : `${path}.${key}`;
    return unlike(value, Object.entries(b).find(([name]) => name === key)?.[1], inside);
  });
}

test("what a program that knows the format alone loses of a circuit is listed, and nothing else", () => {
  fc.assert(
    fc.property(circuits, (circuit) => {
      const { graph, lost } = exportAttributionGraph(circuit);
      const back = importAttributionGraph(throughJson(withoutAnnex(graph))).circuit;
      // Tokens that the circuit has no node of are shown by nodes of their own, after the circuit's.
      const fields = unlike(circuit, { ...back, nodes: back.nodes.slice(0, circuit.nodes.length) }, "");
      const listed = lost.map((line) => line.slice(0, line.indexOf(":")));
      expect(listed.toSorted()).toEqual([...new Set(fields)].toSorted());
    }),
    { numRuns: 300 },
  );
});
