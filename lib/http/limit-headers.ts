import type { LimitRule, Taken } from "@/lib/limits/rate-limit";

/** What an answer says of a limit, as https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ has it. */
export type LimitHeaders = Record<"ratelimit-policy" | "ratelimit", string>;

/** `q` calls in `w` seconds may be made; `r` are left, and in `t` seconds all of them are there again. */
export function limitHeaders({ name, points, perSeconds }: LimitRule, taken: Taken): LimitHeaders {
  return {
    "ratelimit-policy": `"${name}";q=${points};w=${perSeconds}`,
    ratelimit: `"${name}";r=${taken.left};t=${taken.resetSeconds}`,
  };
}
