import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Taken } from "./rate-limit";

/**
 * How often one key may come to a door, counted in this process alone: for what costs less than asking PostgreSQL how
 * often it was asked.
 */
export function door({ points, perSeconds }: { points: number; perSeconds: number }) {
  const counter = new RateLimiterMemory({ points, duration: perSeconds });
  return async (key: string): Promise<Pick<Taken, "allowed" | "retryAfterSeconds">> => {
    try {
      await counter.consume(key);
      return { allowed: true, retryAfterSeconds: 0 };
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return { allowed: false, retryAfterSeconds: Math.ceil(refusal.msBeforeNext / 1000) };
    }
  };
}
