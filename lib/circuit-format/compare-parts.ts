import type { EdgeParts } from "./circuit";
import type { Comparison } from "./comparison";

/** One edge's parts by head, and which there are of them. */
export function comparePartsOf(
  comparison: Comparison,
  name: string,
  mine: EdgeParts,
  theirs: EdgeParts,
): void {
  for (const way of ["readBy", "writtenBy"] as const) {
    const [a, b] = [mine[way], theirs[way]];
    comparison.same(name, `${way}, counted`, String(a?.length), String(b?.length));
    if (a?.length !== b?.length) continue;
    for (const [h, part] of b?.entries() ?? []) comparison.close(name, `${way} head ${h}`, a?.[h] ?? 0, part);
  }
  comparison.close(name, "read by no head", mine.ofNoHead ?? 0, theirs.ofNoHead ?? 0);
}
