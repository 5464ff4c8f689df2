import { db } from "@/lib/db/client";
import { maxListed, minimum, rankCheckers, rankLabellers } from "./rank";
import { readQuality } from "./read-quality";
import type { Leaderboards } from "./view";

/** People whose labels and answers are best, by measured quality and not by count; nobody who asked to be in no list. */
export async function findLeaderboards(): Promise<Leaderboards> {
  const { wordings, tellers } = await readQuality();
  const [labellers, checkers] = [rankLabellers(wordings), rankCheckers(tellers)];
  const people = await db().user.findMany({
    where: {
      id: { in: [...labellers, ...checkers].map(({ id }) => id) },
      ...{ unlistedAt: null, suspendedAt: null, purpose: null },
    },
    select: { id: true, handle: true, name: true },
  });
  const named = <Ranked extends { id: string }>(ranked: readonly Ranked[]) =>
    ranked
      .flatMap(({ id, ...each }) => {
        const person = people.find((one) => one.id === id);
        return person ? [{ person: { handle: person.handle, name: person.name }, ...each }] : [];
      })
      .slice(0, maxListed);
  return { labellers: named(labellers), checkers: named(checkers), minimum };
}
