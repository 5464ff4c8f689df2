import { draw } from "./draw";

/**
 * What is killed: a process of the site, one process of the database that serves a connection, the three at once, or
 * with them the start itself, as when the power fails.
 */
export const targets = ["web", "worker", "database", "connection", "all", "power"] as const;
export type Target = (typeof targets)[number];

/** How long a kill that strikes meanwhile waits after the one before. */
const meanwhileMillis = [100, 2_500] as const;

export interface Kill {
  target: Target;
  /**
   * When it strikes: once so many writes have been acknowledged since the site was whole, or so long after the kill before,
   * while the site recovers from that.
   */
  when: { writes: number } | { meanwhileMillis: number };
}

export interface PlanOptions {
  kills: number;
  seed: number;
  /** Most writes that are acknowledged between two kills. */
  writes: number;
}

const meanwhileShare = 0.25;

/** So many kills, the same for the same options: in each round every target once, in an order drawn anew. */
export function planKills({ kills, seed, writes }: PlanOptions): Kill[] {
  const order: Target[] = [];
  for (let round = 0; order.length < kills; round++)
    order.push(
      ...targets
        .map((target) => ({ target, place: draw(seed, `round ${round} ${target}`) }))
        .sort((a, b) => a.place - b.place)
        .map(({ target }) => target),
    );
  const between = (name: string, least: number, most: number) =>
    Math.round(least + draw(seed, name) * (most - least));
  return order.slice(0, kills).map((target, n) => {
    const before = order[n - 1];
    // What the power took has to be started again first, by hand.
    const meanwhile =
      before !== undefined && before !== "power" && draw(seed, `meanwhile ${n}`) < meanwhileShare;
    return {
      target,
      when: meanwhile
        ? { meanwhileMillis: between(`pause ${n}`, ...meanwhileMillis) }
        : { writes: between(`writes ${n}`, 1, writes) },
    };
  });
}
