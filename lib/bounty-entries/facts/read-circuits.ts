import type { Fineness } from "@/lib/bounty-rules/at-one-threshold";
import { db } from "@/lib/db/client";

/** Of graphs, which may be large, as many bytes are read at most as they are packed: of those after that the nodes alone are compared. */
const maxGraphBytes = 8_000_000;

/** Circuits with their nodes, and, where a question is given, those of other thresholds with their edges, as far as there is room. */
export async function readCircuits(ids: string[], own: Fineness | null) {
  const graphs = await readGraphs(ids, own);
  const rows = await db().circuit.findMany({
    where: { id: { in: ids } },
    select: {
      ...{ id: true, target: true, threshold: true, edgeThreshold: true, maxNodes: true, nodes: true },
      run: {
        select: {
          model: { select: { checksum: true } },
          sets: { select: { set: { select: { kind: true, name: true, checksum: true } } } },
        },
      },
    },
  });
  return rows.flatMap(({ id, nodes, run, ...question }) => {
    const packed = graphs.get(id) ?? nodes;
    const dictionarySets = run.sets.map(({ set }) => set);
    return packed
      ? [{ id, packed, spec: { modelChecksum: run.model.checksum, dictionarySets, ...question } }]
      : [];
  });
}

/**
 * The graphs of circuits whose nodes are not enough: of other thresholds, the smallest first, so that nobody's large ones take the place of
 * others'; and of those without nodes of their own.
 */
async function readGraphs(ids: string[], own: Fineness | null): Promise<Map<string, Uint8Array>> {
  const { threshold, edgeThreshold, maxNodes } = own ?? { threshold: 0, edgeThreshold: 0, maxNodes: 0 };
  const rows = await db().$queryRaw<{ id: string; graph: Uint8Array }[]>`
    with asked as (
      select c.id, c.nodes is null as alone, coalesce(
        sum(octet_length(c.graph)) filter (where c.nodes is not null) over (order by octet_length(c.graph), c.id), 0) as bytes
      from "Circuit" c
      where c.id = any(${ids}::uuid[]) and c.graph is not null and (c.nodes is null or ${own !== null} and (
        c.threshold <> ${threshold} or c."edgeThreshold" <> ${edgeThreshold} or c."maxNodes" <> ${maxNodes})))
    select c.id, c.graph from asked a join "Circuit" c on c.id = a.id where a.alone or a.bytes <= ${maxGraphBytes}`;
  return new Map(rows.map(({ id, graph }) => [id, new Uint8Array(graph)]));
}
