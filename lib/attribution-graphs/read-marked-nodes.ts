import type { MarkedNodes } from "./attribution-graph";
import { type ImportProblems, quoted } from "./import-problems";
import { isRecord } from "./losses";
import { wellFormed } from "./read-node-id";

const maxGroups = 10_000;

/** Reads `qParams`: what was pinned, grouped and clicked. Ids are the circuit's. */
export function readMarkedNodes(
  value: unknown,
  circuitIdOf: ReadonlyMap<string, string>,
  problems: ImportProblems,
): MarkedNodes {
  const marked: MarkedNodes = { pinned: [], groups: [], clicked: null };
  if (!isRecord(value)) {
    if (value !== undefined) problems.add("qParams", "not an object; nothing is marked");
    return marked;
  }
  marked.pinned = readIds(value.pinnedIds, "qParams.pinnedIds", circuitIdOf, problems);
  if (typeof value.clickedId === "string" && value.clickedId !== "") {
    const clicked = circuitIdOf.get(value.clickedId);
    if (clicked === undefined) problems.add("qParams.clickedId", `no node ${quoted(value.clickedId)}`);
    else marked.clicked = clicked;
  }
  const groups = Array.isArray(value.supernodes) ? value.supernodes : [];
  if (value.supernodes !== undefined && !Array.isArray(value.supernodes))
    problems.add("qParams.supernodes", "not a list; taken as empty");
  if (groups.length > maxGroups)
    problems.add("qParams.supernodes", `${groups.length} groups, of which ${maxGroups} are read`);
  groups.slice(0, maxGroups).forEach((group, i) => {
    const where = `qParams.supernodes[${i}]`;
    const [name, ...members] = Array.isArray(group) ? group : [];
    if (typeof name !== "string" || name.length > 1_000)
      problems.add(where, "it does not begin with a name; the group is left out");
    else
      marked.groups.push({
        name: wellFormed(name, where, problems),
        nodes: readIds(members, where, circuitIdOf, problems, 1),
      });
  });
  return marked;
}

function readIds(
  value: unknown,
  where: string,
  circuitIdOf: ReadonlyMap<string, string>,
  problems: ImportProblems,
  first = 0,
): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    problems.add(where, "not a list; taken as empty");
    return [];
  }
  return value.flatMap((item, i) => {
    const id = typeof item === "string" ? circuitIdOf.get(item) : undefined;
    if (id !== undefined) return [id];
    problems.add(`${where}[${i + first}]`, `no node ${quoted(item)}`);
    return [];
  });
}
