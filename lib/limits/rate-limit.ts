import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { pool } from "@/lib/db/pool";
import { addressesOfBlock, partsOfKey } from "./counted-key";

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
  /** How many points are left, and in how many seconds all of them are there again. */
  left: number;
  resetSeconds: number;
}

export interface Limiter {
  /** Takes as many points off, 1 if not given, where so many are left. A refused try counts too, as tries do. */
  take(key: string, points?: number): Promise<Taken>;
  /** The same of an amount: what is refused takes nothing, so that what is left is there for a smaller one. */
  takeWhole(key: string, points: number): Promise<Taken>;
  giveBack(key: string, points?: number): Promise<void>;
  /** Takes as many points off, also beyond what is left. */
  count(key: string, points: number): Promise<void>;
  look(key: string): Promise<{ left: number; retryAfterSeconds: number }>;
}

/** What the table's column holds, with room for what is counted beyond a limit. */
const maxPoints = 2_000_000_000;

/**
 * A counter shared by every process, in PostgreSQL. A limit of 0 allows nothing. A key with a block (`countedKey`) is
 * counted twice, the second time with what addresses of its block have taken.
 */
export function limiter(rule: LimitRule): Limiter {
  const ofOne = counter(rule);
  const ofBlock = counter({
    ...rule,
    name: `${rule.name}-block`,
    points: Math.min(rule.points * addressesOfBlock, maxPoints),
  });
  const each = (key: string) => {
    const { own, block } = partsOfKey(key);
    return [{ counted: ofOne, part: own }, ...(block === null ? [] : [{ counted: ofBlock, part: block }])];
  };
  const takeOfEach =
    (take: (counted: Counter, part: string, points?: number) => Promise<Taken>) =>
    async (key: string, points?: number): Promise<Taken> => {
      const taken: { counted: Counter; part: string }[] = [];
      let tightest = { left: Number.POSITIVE_INFINITY, resetSeconds: 0 };
      for (const { counted, part } of each(key)) {
        const outcome = await take(counted, part, points);
        if (outcome.allowed) {
          taken.push({ counted, part });
          const { left, resetSeconds } = outcome;
          if (left < tightest.left) tightest = { left, resetSeconds };
          continue;
        }
        for (const { counted, part } of taken) await counted.giveBack(part, points);
        return outcome;
      }
      return { allowed: true, retryAfterSeconds: 0, ...tightest };
    };
  return {
    take: takeOfEach((counted, part, points) => counted.take(part, points)),
    takeWhole: takeOfEach(async (counted, part, points) => {
      const outcome = await counted.take(part, points);
      if (!outcome.allowed) await counted.giveBack(part, points);
      return outcome;
    }),
    giveBack: async (key, points) => {
      for (const { counted, part } of each(key)) await counted.giveBack(part, points);
    },
    count: async (key, points) => {
      for (const { counted, part } of each(key)) await counted.count(part, points);
    },
    look: async (key) => {
      const states = await Promise.all(each(key).map(({ counted, part }) => counted.look(part)));
      return states.reduce((least, state) => (state.left < least.left ? state : least));
    },
  };
}

const counters = new Map<string, RateLimiterPostgres>();

type Counter = Omit<Limiter, "takeWhole">;

/** A counter by the key as it is. */
function counter({ name, points, perSeconds }: LimitRule): Counter {
  const id = `${name}:${points}:${perSeconds}`;
  const existing = counters.get(id);
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
  counters.set(id, counter);
  const secondsOf = ({ msBeforeNext }: RateLimiterRes) => Math.ceil(msBeforeNext / 1000);
  return {
    take: async (key, taken = 1) => {
      try {
        const state = await counter.consume(key, taken);
        const left = Math.max(0, state.remainingPoints);
        return { allowed: true, retryAfterSeconds: 0, left, resetSeconds: secondsOf(state) };
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        const seconds = secondsOf(refusal);
        return { allowed: false, retryAfterSeconds: seconds, left: 0, resetSeconds: seconds };
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
