import { type Earlier, type EntryFacts, isKnown } from "@/lib/bounty-format/facts";

/** What is like an entry within its dictionaries and across them, each once, by whichever likeness is the larger. */
export function joined(
  earlier: readonly Earlier[],
  across: NonNullable<EntryFacts["earlierAcross"]>,
): Earlier[] {
  const nearest = new Map<string, Earlier>();
  for (const each of [...earlier, ...(isKnown(across) ? across : [])]) {
    const key = `${each.kind} ${each.id}`;
    const known = nearest.get(key);
    if (!known || each.likeness > known.likeness) nearest.set(key, each);
  }
  return [...nearest.values()];
}
