import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { z } from "zod";
import { type Circuit, circuitFormat, type EdgeHeads } from "@/lib/circuit-format/circuit";
import { dictionaryKinds, layerLeafKinds, modes, streamLeafKinds } from "@/lib/circuit-format/kinds";
import { isTarget, type NodeId, nodeColumns, parseNodeId } from "@/lib/circuit-format/node-id";
import { tokenOfBytes } from "@/lib/tokens/token-text";
import type { GraphExtras } from "./attribution-graph";

/** Circuits for the tests of this folder: made up, and from tests/golden. */

// JSON has no -0, and numbers past 1e100 are refused.
const number = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((value) => value + 0);
const share = fc.double({ min: 0, max: 1, noNaN: true });
const checksum = fc.nat(2 ** 31).map((value) => value.toString(16).padStart(64, "0"));
const name = fc.constantFrom("storybook-4l", "gpt2-small", "a", "x.y_z-0");
const text = fc.string({ unit: "grapheme", maxLength: 8 });
const partialToken = fc.uint8Array({ minLength: 1, maxLength: 4 }).map(tokenOfBytes);

function nodeId(layers: number, tokenCount: number): fc.Arbitrary<NodeId> {
  const at = {
    layer: fc.nat(layers - 1),
    index: fc.oneof(fc.nat(5), fc.nat(30_000)),
    position: fc.nat(tokenCount - 1),
  };
  const { position, layer, index } = at;
  return fc.oneof(
    fc.record({ kind: fc.constantFrom(...dictionaryKinds), ...at }),
    fc.record({ kind: fc.constantFrom(...layerLeafKinds), layer, position }),
    fc.record({ kind: fc.constantFrom(...streamLeafKinds), position }),
    fc.constant({ kind: "bias" as const }),
    fc.record({ kind: fc.constant("logit" as const), index, position }),
    fc.record({ kind: fc.constant("logit-diff" as const), index, minus: index, position }),
  );
}

/** Circuits of every kind of node, with edges from later nodes of the list to earlier ones. */
export const circuits: fc.Arbitrary<Circuit> = fc
  .record({ layers: fc.integer({ min: 1, max: 40 }), tokenCount: fc.integer({ min: 1, max: 12 }) })
  .chain(({ layers, tokenCount }) =>
    fc
      .uniqueArray(nodeId(layers, tokenCount), {
        selector: (id) => nodeColumns(id).id,
        minLength: 1,
        maxLength: 30,
      })
      .filter((ids) => ids.some(isTarget))
      .chain((ids) => circuitOf(ids, tokenCount)),
  );

function circuitOf(ids: NodeId[], tokenCount: number): fc.Arbitrary<Circuit> {
  const names = ids.map((id) => nodeColumns(id).id);
  const targets = names.filter((_, i) => isTarget(ids[i] ?? { kind: "bias" }));
  const edges = fc
    .uniqueArray(fc.tuple(fc.nat(ids.length - 1), fc.nat(ids.length - 1), number), {
      selector: ([a, b]) => `${a} ${b}`,
      maxLength: 80,
    })
    .map((all) =>
      all
        .filter(([source, target]) => source > target && targets.includes(names[target] ?? ""))
        .map(([source, target, contribution]) => {
          return { source: names[source] ?? "", target: names[target] ?? "", contribution };
        }),
    );
  const split = fc.record({ ways: fc.nat(3), part: number });
  const token = fc.tuple(
    fc.nat(60_000),
    fc.oneof(
      text.map((text) => ({ text })),
      partialToken,
    ),
  );
  const tokens = fc.array(
    token.map(([id, token]) => ({ id, ...token })),
    {
      minLength: tokenCount,
      maxLength: tokenCount,
    },
  );
  const values = fc.record({
    activation: fc.option(number),
    influence: share,
    effect: number,
    expanded: fc.boolean(),
  });
  return fc
    .record({
      edges,
      splits: fc.option(fc.array(split, { minLength: 80, maxLength: 80 }), { nil: undefined }),
      tokens,
      values: fc.array(values, { minLength: ids.length, maxLength: ids.length }),
      spec: fc.record({
        model: name,
        modelChecksum: checksum,
        dictionarySets: fc.array(
          fc.record({
            kind: fc.constantFrom(...dictionaryKinds),
            name,
            checksum,
          }),
          { maxLength: 3 },
        ),
        target: fc.constantFrom(...targets),
        mode: fc.constantFrom(...modes),
        threshold: fc.double({ min: 1e-6, max: 1, noNaN: true }),
        edgeThreshold: share,
        maxNodes: fc.integer({ min: 1, max: 1_000_000 }),
      }),
      rest: fc.array(
        fc.record({
          target: fc.constantFrom(...targets),
          count: fc.nat(),
          sum: number,
          absoluteSum: share,
        }),
        { maxLength: 3 },
      ),
      scores: fc.record({ replacement: share, completeness: share }),
      checks: fc.record({ largestResidual: share }),
      unexpandedInfluence: fc.option(share, { nil: undefined }),
    })
    .map(({ spec, tokens, values, edges, splits, unexpandedInfluence, ...others }) => ({
      format: circuitFormat,
      spec: { ...spec, tokenIds: tokens.map(({ id }) => id) },
      tokens: tokens.map((token, position) => ({ position, ...token })),
      nodes: ids.map((id, i) => ({
        ...nodeColumns(id),
        ...(values[i] ?? { activation: null, influence: 0, effect: 0, expanded: false }),
      })),
      edges,
      ...(splits && { heads: splitByHead(edges, splits) }),
      ...others,
      truncated: unexpandedInfluence !== undefined,
      ...(unexpandedInfluence !== undefined && { unexpandedInfluence }),
    }));
}

/** Some of the edges by two heads, as what reads them, what wrote them or both. */
function splitByHead(
  edges: Circuit["edges"],
  splits: readonly { ways: number; part: number }[],
): EdgeHeads[] {
  return edges.flatMap(({ source, target, contribution }, i): EdgeHeads[] => {
    const { ways, part } = splits[i] ?? { ways: 0, part: 0 };
    const parts = [part, contribution - part];
    if (ways === 0) return [];
    if (ways === 1) return [{ source, target, writtenBy: parts }];
    if (ways === 2) return [{ source, target, readBy: [part, 0], ofNoHead: contribution - part }];
    return [{ source, target, readBy: parts, writtenBy: parts.toReversed() }];
  });
}

/** What may be said beside a circuit: marks and labels of its own nodes. */
export function extrasFor(circuit: Circuit): fc.Arbitrary<GraphExtras> {
  const node = fc.constantFrom(...circuit.nodes.map(({ id }) => id));
  const nodes = fc.uniqueArray(node, { maxLength: 4 });
  return fc.record(
    {
      slug: fc.constantFrom("a-slug", "x"),
      prompt: fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
      description: fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
      creatorName: fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
      nodeThreshold: share,
      marked: fc.record({
        pinned: nodes,
        groups: fc.array(fc.record({ name: text, nodes }), { maxLength: 3 }),
        clicked: fc.option(node),
      }),
    },
    { requiredKeys: [] },
  );
}

const goldenSchema = z.object({
  tokens: z.array(z.object({ position: z.number(), id: z.number(), text: z.string() })),
  circuits: z.array(
    z.object({
      target: z.string(),
      mode: z.enum(["direct", "residual"]),
      threshold: z.number(),
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

/** The circuits of tests/golden as documents, by file and target. */
export function goldenCircuits(): [string, Circuit][] {
  const folder = path.resolve(import.meta.dirname, "../../tests/golden");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .flatMap((file) => {
      const { tokens, circuits } = goldenSchema.parse(
        JSON.parse(readFileSync(path.join(folder, file), "utf8")),
      );
      return circuits.map(({ target, mode, threshold, nodes, edges, scores }): [string, Circuit] => [
        `${file} ${target} ${mode}`,
        {
          format: circuitFormat,
          spec: {
            model: "storybook-4l",
            modelChecksum: "a".repeat(64),
            dictionarySets: [],
            tokenIds: tokens.map(({ id }) => id),
            target,
            mode,
            threshold,
            edgeThreshold: 0,
            maxNodes: 5_000,
          },
          tokens,
          nodes: nodes.map(({ id, ...numbers }) => ({
            ...nodeColumns(parseNodeId(id) ?? { kind: "bias" }),
            ...numbers,
          })),
          edges,
          rest: [],
          scores,
          checks: { largestResidual: 0 },
          truncated: false,
        },
      ]);
    });
}

/** As a file holds it. */
export function throughJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
