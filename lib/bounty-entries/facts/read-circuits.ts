import type { Fineness } from "@/lib/bounty-rules/at-one-threshold";
import { db } from "@/lib/db/client";

/** Of graphs, which may be large, as many bytes are read at most as they are packed: of those after that the nodes alone are compared. */
const maxGraphBytes = 8_000_000;

/** Circuits with their nodes, and those of other thresholds than a question's with their edges, as far as there is room. */
export async function readCircuits(ids: string[], own: Fineness) {
  const graphs = await readGraphs(ids, own);
  const rows = await db().circuit.findMany({
    where: { id: { in: ids } },
    select: {
      ...{ id: true, target: true, threshold: true, edgeThreshold: true, nodes: true },
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

/** The graphs of circuits whose nodes are not enough: of other thresholds, in the order of the ids; and of those without nodes of their own. */
async function readGraphs(
  ids: string[],
  { threshold, edgeThreshold }: Fineness,
): Promise<Map<string, Uint8Array>> {
  const rows = await db().$queryRaw<{ id: string; graph: Uint8Array }[]>`
    with asked as (
      select c.id, c.nodes is null as alone, coalesce(sum(octet_length(c.graph)) filter (where c.nodes is not null) over (order by a.place), 0) as bytes
      from unnest(${ids}::uuid[]) with ordinality as a(id, place) join "Circuit" c on c.id = a.id
      where c.graph is not null and (c.nodes is null or c.threshold <> ${threshold} or c."edgeThreshold" <> ${edgeThreshold}))
    select c.id, c.graph from asked a join "Circuit" c on c.id = a.id where a.alone or a.bytes <= ${maxGraphBytes}`;
  return new Map(rows.map(({ id, graph }) => [id, new Uint8Array(graph)]));
}
