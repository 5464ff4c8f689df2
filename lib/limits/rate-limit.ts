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
  /** Takes as many points off, 1 if not given, where so many are left. */
  take(key: string, points?: number): Promise<Taken>;
  giveBack(key: string, points?: number): Promise<void>;
  /** Takes as many points off, also beyond what is left. */
  count(key: string, points: number): Promise<void>;
  look(key: string): Promise<{ left: number; retryAfterSeconds: number }>;
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
  const secondsOf = ({ msBeforeNext }: RateLimiterRes) => Math.ceil(msBeforeNext / 1000);
  return {
    take: async (key, taken = 1) => {
      try {
        await counter.consume(key, taken);
        return { allowed: true, retryAfterSeconds: 0 };
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return { allowed: false, retryAfterSeconds: secondsOf(refusal) };
      }
    },
    giveBack: async (key, given = 1) => {
      await counter.reward(key, given);
    },
    count: async (key, taken) => {
      await counter.penalty(key, taken);
    },
    look: async (key) => {
      const state = await counter.get(key);
      if (!state) return { left: points, retryAfterSeconds: perSeconds };
      return { left: Math.max(0, points - state.consumedPoints), retryAfterSeconds: secondsOf(state) };
    },
  };
}
