import { addressBlock } from "@/lib/limits/client-address";
import { FairQueue, type TurnAsker } from "@/lib/limits/fair-queue";

/** A class that signs in at once behind one address fits; the last of it waits for as many hashes. */
const limits = { maxWaiting: 60, maxWaitingOfOne: 40, maxWaitMillis: 60_000, lateMillis: 15 * 60_000 };

// Pages and routes may have modules of their own each, and a process hashes one password at a time.
const holder = globalThis as typeof globalThis & { circuitCommonsHashing?: FairQueue };

/** Hashes one password at a time, so that a flood of sign-ins queues and does not take a gigabyte. */
export function inHashingTurn<T>(turn: TurnAsker, hash: () => Promise<T>): Promise<T> {
  holder.circuitCommonsHashing ??= new FairQueue(limits);
  return holder.circuitCommonsHashing.run(turn, hash);
}

/** The turn of an address (`clientAddress`), or of its block, which takes turns as one. */
export function turnOf(address: string, lane: "sign-in" | "sign-up"): TurnAsker {
  return { keys: [addressBlock(address) ?? address], lane };
}
