import type { Held } from "./web-process";

/** The most that one request may hold the thread that answers everybody, in times its peer: 200 ms where the peer takes 16. */
export const maxHeldTimes = 12.5;

/** How many times what its peer takes on the same thread it was held; a busy or slow processor stretches both. */
export const heldTimes = ({ heldMillis, peerMillis }: Pick<Held, "heldMillis" | "peerMillis">) =>
  heldMillis / peerMillis;
