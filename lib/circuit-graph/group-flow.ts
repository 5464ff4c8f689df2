import type { Flow } from "@/lib/circuit-format/flow";
import { type GraphIndex, partOf } from "./graph-index";

/** The part of the root that leads back to members: a path through several of them counts once. */
export function flowThrough(index: GraphIndex, members: ReadonlySet<string>): Flow {
  let influence = 0;
  let effect = 0;
  const known = new Map<string, Flow>();
  for (const member of members) {
    const node = index.nodes.get(member);
    if (!node) continue;
    const already = flowByWayOf(index, members, member, known);
    influence += node.influence - already.influence;
    effect += node.effect - already.effect;
  }
  return { influence, effect };
}

/** What of a node's influence and effect comes to it by way of `members`; `known` has what was found before. */
function flowByWayOf(
  index: GraphIndex,
  members: ReadonlySet<string>,
  id: string,
  known: Map<string, Flow>,
): Flow {
  const before = known.get(id);
  if (before) return before;
  const total = { influence: 0, effect: 0 };
  for (const edge of index.outgoing.get(id) ?? []) {
    const target = index.nodes.get(edge.target);
    if (!target) continue;
    const from = members.has(edge.target) ? target : flowByWayOf(index, members, edge.target, known);
    const part = partOf(index, edge, from);
    total.influence += part.influence;
    total.effect += part.effect;
  }
  known.set(id, total);
  return total;
}

/** Where a group is drawn: the member of most influence. */
export function seatOf(index: GraphIndex, members: readonly string[]): string {
  const influence = (id: string) => index.nodes.get(id)?.influence ?? 0;
  return members.reduce((best, id) => (influence(id) > influence(best) ? id : best), members[0] ?? "");
}
