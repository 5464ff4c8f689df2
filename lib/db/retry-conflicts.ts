import { setTimeout as sleep } from "node:timers/promises";
import type { PrismaClient } from "@/generated/prisma/client";
import { troubleOf } from "./trouble";

const maxTries = 4;

/**
 * Has a transaction tried again that PostgreSQL undid because another held what it wanted (a deadlock, a write at the same
 * moment): one of the two is always undone, and the next try finds the other's done. What a transaction's function does
 * outside the database it may do more than once.
 */
export function retryConflicts(client: PrismaClient): PrismaClient {
  const { $transaction } = client;
  return Object.assign(client, {
    $transaction: async (...values: unknown[]): Promise<unknown> => {
      for (let tries = 1; ; tries++) {
        try {
          return await Reflect.apply($transaction, client, values);
        } catch (error) {
          if (tries === maxTries || typeof values[0] !== "function" || troubleOf(error) !== "conflict")
            throw error;
          // Not all at once again.
          await sleep(Math.random() * 20 * tries);
        }
      }
    },
  });
}
