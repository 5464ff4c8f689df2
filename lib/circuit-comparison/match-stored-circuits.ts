import type { MatchRule } from "@/lib/circuit-graph/match-circuits";
import { readPackedNodes } from "@/lib/circuits/read-circuit-graph";
import { onThread } from "@/lib/threads/on-thread";
import type { ThreadWork } from "@/lib/threads/thread-work";
import { type Match, type matchPacked, matchSchema, type ToMatch } from "./match-packed";

const matching: ThreadWork<typeof matchPacked> = {
  ...{ file: "lib/circuit-comparison/match-packed.ts", name: "matchPacked", answer: matchSchema },
  ...{ maxMillis: 20_000, isLong: true, tooMuch: "The two are too large to be compared here." },
};

interface Stored {
  id: string;
  target: string;
}

interface ToMatchStored extends Pick<ToMatch, "shown" | "mostRows"> {
  left: Stored;
  right: Stored;
  rule: MatchRule;
  /** Who looks, as threads take turns by. */
  asker: string;
}

const maxKept = 200;
/** By what was asked: a stored circuit never changes. Kept from when it was begun, so that a class asks once. */
const kept = new Map<string, Promise<Match>>();

/** Which nodes two stored circuits have in common. Throws what `readPackedNodes` and `onThread` throw. */
export function matchStoredCircuits({ asker, left, right, ...asked }: ToMatchStored): Promise<Match> {
  const key = JSON.stringify([left.id, right.id, asked]);
  const before = kept.get(key);
  if (before) return before;
  const side = async ({ id, target }: Stored) => ({ target, packed: await readPackedNodes(id) });
  const match = onThread(matching, asker, async () => ({
    ...asked,
    left: await side(left),
    right: await side(right),
  }));
  kept.set(key, match);
  for (const oldest of kept.keys()) if (kept.size > maxKept) kept.delete(oldest);
  match.catch(() => kept.delete(key));
  return match;
}
