import { z } from "zod";
import type { BrowserUser } from "@/tests/e2e/support/browser-user";
import { type Answer, type Tally, untilAnswered } from "./caller";
import type { Player } from "./cast";
import { twice } from "./entering";
import type { Tables } from "./tables";
import { passDays } from "./time";

/** From the last score to the award, led by two administrators at once. */

const outcomeSchema = z.looseObject({
  standing: z.string(),
  results: z.array(z.looseObject({ number: z.number(), kind: z.string() })),
  ranked: z.array(z.looseObject({ entry: z.uuid() })),
  offers: z.array(z.looseObject({ entry: z.uuid(), standing: z.string(), isOwn: z.boolean() })),
});

export interface Led {
  slug: string;
  tables: Tables;
  tally: Tally;
  leaders: readonly BrowserUser[];
  reader: Player;
  /** Who entered what. */
  authorOf: (entryId: string) => Player | undefined;
}

const appealDays = 7;
const replyDays = 14;
/** How far back the ranking is put before the award, in all. */
export const daysPassed = appealDays + 1 + replyDays + 1;

export async function readOutcome({ slug, reader }: Led) {
  const read = await reader.caller.read("GET", `/api/v1/bounties/${slug}/outcome`);
  return outcomeSchema.parse(read);
}

/** Each leader presses twice, all at once, until each press is answered. */
export async function leadAtOnce(led: Led, path: string, body: object): Promise<Answer[]> {
  const { leaders, slug, tally } = led;
  const all = leaders.map((user) =>
    twice(() =>
      untilAnswered(tally, (signal) => user.fetch("POST", `/api/v1/bounties/${slug}/${path}`, body, signal)),
    ),
  );
  return (await Promise.all(all)).flat();
}

/** Gives what was refused that should not have been. */
export async function appealAndAnswer(led: Led): Promise<string[]> {
  const faults: string[] = [];
  const { ranked } = await readOutcome(led);
  for (const { entry } of ranked.slice(-2)) {
    const author = led.authorOf(entry);
    if (!author) continue;
    const path = `/api/v1/bounties/${led.slug}/entries/${entry}/appeal`;
    const answers = await twice(() =>
      author.caller.ask("POST", path, { body: "The second node was not looked at." }),
    );
    if (answers.filter(({ status }) => status < 400).length !== 1)
      faults.push("an appeal was not made exactly once");
    const [leader] = led.leaders;
    const answered =
      leader &&
      (await untilAnswered(led.tally, (signal) => leader.fetch("PUT", path, { answer: "It was." }, signal)));
    if (!answered || answered.status >= 400) faults.push(`an answer was refused: ${answered?.text}`);
  }
  return faults;
}

/** The first declines, the next in line accept, and one says nothing until their time has passed. */
export async function takeOffers(led: Led): Promise<string[]> {
  const faults: string[] = [];
  await passDays(led.tables, led.slug, appealDays + 1);
  const said: ("declines" | "accepts" | "nothing")[] = ["declines", "accepts", "nothing"];
  const answered = new Set<string>();
  const reply = async () => {
    for (const { entry, standing } of (await readOutcome(led)).offers) {
      if (standing !== "waiting" || answered.has(entry)) continue;
      answered.add(entry);
      const how = said.shift() ?? "accepts";
      if (how === "nothing") continue;
      const path = `/api/v1/bounties/${led.slug}/entries/${entry}/reply`;
      const body = { accepts: how === "accepts" };
      const answers = await twice(async () => led.authorOf(entry)?.caller.ask("POST", path, body));
      for (const answer of answers)
        if (!answer || answer.status >= 400)
          faults.push(`a reply was refused: ${answer?.text ?? "whose is it?"}`);
    }
  };
  await reply();
  await reply();
  await passDays(led.tables, led.slug, replyDays + 1);
  await reply();
  return faults;
}
