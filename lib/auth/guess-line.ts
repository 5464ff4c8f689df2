import { FairQueue, type TurnAsker } from "@/lib/limits/fair-queue";

const limits = {
  maxWaiting: 6,
  maxWaitingOfOne: 2,
  maxWaitMillis: 30_000,
  lateMillis: 15 * 60_000,
  pauseMillis: 4_000,
};

/** Handles that strangers are kept in line for at once. */
const maxLines = 50;

// Routes may have modules of their own each, and a process has one line for a handle.
const holder = globalThis as typeof globalThis & { circuitCommonsGuessLines?: Map<string, FairQueue> };

/**
 * Lets one stranger after another try a handle at which many have guessed, one every few seconds: 900 guesses an hour
 * at most in this process, however many addresses they come from. Whoever comes for the first time goes before those
 * who come again, so that its owner, somewhere new, is delayed and not locked out. Throws "unavailable" for whoever is
 * last in a full line.
 */
export async function inGuessLine<T>(handle: string, turn: TurnAsker, attempt: () => Promise<T>): Promise<T> {
  return lineOf(handle).run(turn, attempt);
}

function lineOf(handle: string): FairQueue {
  holder.circuitCommonsGuessLines ??= new Map();
  const lines = holder.circuitCommonsGuessLines;
  for (const [other, line] of lines) if (other !== handle && line.isIdle) lines.delete(other);
  // Of more handles than that under attack at once, those beyond share a line.
  const name = lines.has(handle) || lines.size < maxLines ? handle : "";
  const line = lines.get(name) ?? new FairQueue(limits);
  lines.set(name, line);
  return line;
}
