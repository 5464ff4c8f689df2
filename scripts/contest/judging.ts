import { z } from "zod";
import { draw } from "../endure/draw";
import type { Player } from "./cast";
import { twice } from "./entering";

const ownSchema = z.object({ own: z.array(z.object({ entry: z.uuid(), standing: z.string() })) });
const criteria = 4;
const doubled = 0.2;

interface Scoring {
  slug: string;
  seed: number;
  /** Called with each score that was acknowledged. */
  noted: () => void;
}

/** What was given to a judge and is not scored yet. */
export async function waitingOf({ caller }: Player, slug: string): Promise<string[]> {
  const { own } = ownSchema.parse(await caller.read("GET", `/api/v1/bounties/${slug}/judging`));
  return own.filter(({ standing }) => standing === "waiting").map(({ entry }) => entry);
}

/** Has a judge score all that is given to them, some of it by a double click. Gives what was refused. */
export async function scoreAll(judge: Player, n: number, { slug, seed, noted }: Scoring): Promise<string[]> {
  const faults: string[] = [];
  for (let round = 0; round < 5; round++) {
    const waiting = await waitingOf(judge, slug);
    if (waiting.length === 0) break;
    for (const [at, entry] of waiting.entries()) {
      const path = `/api/v1/bounties/${slug}/entries/${entry}`;
      // Once a judge finds that something is not theirs to score.
      if (at === 3 && round === 0 && n < 2) {
        const said = await judge.caller.ask("POST", `${path}/conflict`, { reason: "We share a desk." });
        if (said.status >= 400) faults.push(`a conflict was refused: ${said.text.slice(0, 300)}`);
        continue;
      }
      const score = () => judge.caller.ask("PUT", `${path}/scores`, { scores: scoresOf(seed, entry, n) });
      const answers = draw(seed, `double ${at} ${n}`) < doubled ? await twice(score) : [await score()];
      for (const { status, text } of answers)
        if (status >= 400) faults.push(`a score was refused with ${status}: ${text.slice(0, 300)}`);
      noted();
    }
  }
  return faults;
}

function scoresOf(seed: number, entry: string, judge: number) {
  // Good entries are good to each judge, more or less: places are close, and some are equal.
  const worth = draw(seed, `worth ${entry}`) * 7;
  return Array.from({ length: criteria }, (_, at) => {
    const points = Math.round(worth + draw(seed, `${entry} ${judge} ${at}`) * 3);
    return { points, reason: `It is worth ${points} of 10 by this criterion.` };
  });
}
