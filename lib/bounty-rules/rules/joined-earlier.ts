import { type Earlier, type EntryFacts, isKnown } from "@/lib/bounty-format/facts";

/** What is like an entry by one likeness or another, as far as that is known, each once, by whichever is the largest. */
export function joined(...lists: EntryFacts["earlier"][]): Earlier[] {
  const nearest = new Map<string, Earlier>();
  for (const each of lists.flatMap((list) => (isKnown(list) ? list : []))) {
    const key = `${each.kind} ${each.id}`;
    const known = nearest.get(key);
    if (!known || each.likeness > known.likeness) nearest.set(key, each);
  }
  return [...nearest.values()];
}
