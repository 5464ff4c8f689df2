import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { pool } from "@/lib/db/pool";

export interface LimitRule {
  name: string;
  points: number;
  perSeconds: number;
  /** Count by address even for members, for what a new account must not renew. */
  byAddress?: boolean;
}

export interface Taken {
  allowed: boolean;
  retryAfterSeconds: number;
}

export interface Limiter {
  take(key: string): Promise<Taken>;
  giveBack(key: string): Promise<void>;
  left(key: string): Promise<number>;
}

const limiters = new Map<string, RateLimiterPostgres>();

/** A counter shared by every process, in PostgreSQL. A limit of 0 allows nothing. */
export function limiter({ name, points, perSeconds }: LimitRule): Limiter {
  const id = `${name}:${points}:${perSeconds}`;
  const existing = limiters.get(id);
  const counter =
    existing ??
    new RateLimiterPostgres({
      storeClient: pool(),
      tableName: "rate_limit",
      tableCreated: true,
      keyPrefix: name,
      points,
      duration: perSeconds,
      clearExpiredByTimeout: false,
    });
  limiters.set(id, counter);
  return {
    take: async (key) => {
      try {
        await counter.consume(key);
        return { allowed: true, retryAfterSeconds: 0 };
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return { allowed: false, retryAfterSeconds: Math.ceil(refusal.msBeforeNext / 1000) };
      }
    },
    giveBack: async (key) => {
      await counter.reward(key);
    },
    left: async (key) => {
      const state = await counter.get(key);
      return state ? Math.max(0, points - state.consumedPoints) : points;
    },
  };
}
