import { type Earlier, type EntryFacts, isKnown } from "@/lib/bounty-format/facts";

/** The facts as rules read them that know nothing of cuts: what is like an entry at one threshold alone (`likeness@4`) is not there. */
export function withoutCuts(facts: EntryFacts): EntryFacts {
  const whole = <T extends EntryFacts["earlier"] | undefined>(list: T) =>
    Array.isArray(list) ? list.filter(({ measure }) => measure !== "likeness@4") : list;
  return {
    ...facts,
    earlier: whole(facts.earlier),
    ...(facts.earlierAcross !== undefined && { earlierAcross: whole(facts.earlierAcross) }),
    ...(facts.earlierWithoutFeatures !== undefined && {
      earlierWithoutFeatures: whole(facts.earlierWithoutFeatures),
    }),
  };
}

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
