import type { Asker } from "@/lib/computations/asker";

/** Somebody who asks, and how much of what they paid they have not got back. */
export function askerNamed(key: string): Asker & { paid: () => number } {
  let paid = 0;
  return {
    requesterId: null,
    key,
    maxWaiting: Number.POSITIVE_INFINITY,
    paid: () => paid,
    pay: async () => {
      paid++;
      return async () => void paid--;
    },
  };
}
