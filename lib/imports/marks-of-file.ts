import type { MarkedNodes } from "@/lib/attribution-graphs/attribution-graph";

/** What a page's view can hold (view-codec.ts), so that what a file marks is shown as one's own marks are. */
const max = { pinned: 500, groups: 100, members: 1_000, name: 80 } as const;

interface ReadMarks {
  pinned: string[];
  groups: { name: string; members: string[] }[];
  /** What had to be left, in a sentence each. */
  lost: string[];
}

/**
 * What a file has pinned and grouped, as a view takes it: a node is pinned once and stands in one group, groups have
 * names of their own, and there are no more than a page can keep.
 */
export function marksOfFile(marked: MarkedNodes | undefined): ReadMarks {
  const lost: string[] = [];
  const pinned = [...new Set(marked?.pinned)];
  if (pinned.length > max.pinned) lost.push(`qParams.pinnedIds: ${max.pinned} of ${pinned.length} are kept`);
  const named = new Map<string, Set<string>>();
  const grouped = new Set<string>();
  let left = 0;
  for (const { name, nodes } of marked?.groups ?? []) {
    const short = name.trim().slice(0, max.name).toWellFormed() || "unnamed";
    const members = named.get(short) ?? new Set<string>();
    for (const node of nodes) {
      if (grouped.has(node) || grouped.size >= max.members || (named.size >= max.groups && !named.has(short)))
        left += 1;
      else {
        grouped.add(node);
        members.add(node);
        named.set(short, members);
      }
    }
  }
  if (left > 0)
    lost.push(
      `qParams.supernodes: ${left} members are left out, since a node stands in one group here, and there are at most ${max.groups} groups of ${max.members} nodes together`,
    );
  return {
    pinned: pinned.slice(0, max.pinned),
    groups: [...named].map(([name, members]) => ({ name, members: [...members] })),
    lost,
  };
}
