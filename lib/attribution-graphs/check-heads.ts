import type { Circuit, EdgeHeads } from "@/lib/circuit-format/circuit";
import { tolerance } from "@/lib/circuit-format/comparison";

/** The first of what is split by head that is no edge's, stands twice, has other heads than the rest or does not add up; with its fault. */
export function faultOfHeads(
  heads: readonly EdgeHeads[],
  edges: Circuit["edges"],
): { entry: number; fault: string } | undefined {
  if (heads.length === 0) return undefined;
  const left = new Map(edges.map((edge) => [nameOf(edge), edge.contribution]));
  let count: number | undefined;
  for (const [entry, each] of heads.entries()) {
    const contribution = left.get(nameOf(each));
    if (contribution === undefined) return { entry, fault: "there is no such edge, or it is split twice" };
    left.delete(nameOf(each));
    const { readBy, writtenBy, ofNoHead = 0 } = each;
    if (!readBy && !writtenBy) return { entry, fault: "it says nothing of heads" };
    for (const parts of [readBy && [...readBy, ofNoHead], writtenBy]) {
      if (parts && !addUp(parts, contribution))
        return { entry, fault: "its parts do not add up to the edge's contribution" };
    }
    for (const parts of [readBy, writtenBy]) {
      count ??= parts?.length;
      if (parts && parts.length !== count)
        return { entry, fault: `it has ${parts.length} heads, an entry before ${count}` };
    }
  }
  return undefined;
}

function addUp(parts: readonly number[], contribution: number): boolean {
  let [sum, absolute] = [0, 0];
  for (const part of parts) {
    sum += part;
    absolute += Math.abs(part);
  }
  return Number.isFinite(absolute) && Math.abs(sum - contribution) <= tolerance * (1 + absolute);
}

function nameOf({ source, target }: { source: string; target: string }): string {
  return `${source} ${target}`;
}
