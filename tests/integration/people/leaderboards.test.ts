import { beforeEach, expect, test } from "vitest";
import { PUT as listingRoute } from "@/app/api/v1/me/listing/route";
import { GET as leaderboardsRoute } from "@/app/api/v1/people/leaderboards/route";
import { db } from "@/lib/db/client";
import type { LabelSource } from "@/lib/labels/label-words";
import { proposeLabel } from "@/lib/labels/propose-label";
import { reviseLabel } from "@/lib/labels/revise-label";
import { withdrawLabel } from "@/lib/labels/withdraw-label";
import { findLeaderboards } from "@/lib/leaderboards/find-leaderboards";
import { rankCheckers, rankLabellers } from "@/lib/leaderboards/rank";
import { readQuality } from "@/lib/leaderboards/read-quality";
import { recountQuality } from "@/lib/leaderboards/recount-quality";
import { leaderboardsSchema } from "@/lib/leaderboards/view";
import { hideWork } from "@/lib/moderation/hide-work";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { getContributions } from "@/lib/people/get-contributions";
import { type AskedText, answerHand, pickGold } from "../support/blind-answers";
import { sideOfFeature } from "../support/labels";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

const evidence = { examples: [], circuits: [] };
let used = 0;
let raters: Person[];

beforeEach(async () => {
  raters = await Promise.all([createPerson(), createPerson()]);
});

/** Twelve texts, all told rightly but so many. */
const texts = (wrong: number): AskedText[] =>
  Array.from({ length: 12 }, (_, n): AskedText => {
    const fires = n % 2 === 0;
    const stratum = fires
      ? ({ is: "band", band: n % 4, windows: 100 } as const)
      : ({ is: "random" } as const);
    return { stratum, fires, says: n < wrong ? !fires : fires, window: n };
  });

async function label(author: Person, source: LabelSource = "person"): Promise<string> {
  const of = await sideOfFeature(300 + used++);
  return (
    await proposeLabel({ of, authorId: author.id, source, text: `says ${used}`, rationale: "", evidence })
  ).id;
}

/** A label of somebody's by which two people tell all but so many each. */
async function checked(author: Person, wrong: number, source?: LabelSource): Promise<string> {
  const labelId = await label(author, source);
  for (const { id: raterId } of raters) await answerHand({ labelId, raterId }, texts(wrong));
  return labelId;
}

/** What is listed of somebody. */
const listed = async ({ handle }: Person) =>
  (await findLeaderboards()).labellers.filter(({ person }) => person.handle === handle);

const handles = (list: readonly { person: { handle: string } }[]) => list.map(({ person }) => person.handle);

async function expectRecounted(): Promise<void> {
  const [stored, logged] = await Promise.all([readQuality(), recountQuality()]);
  expect(rankLabellers(logged.wordings)).toEqual(rankLabellers(stored.wordings));
  expect(rankCheckers(logged.tellers)).toEqual(rankCheckers(stored.tellers));
  // However few labels are in memory at once.
  const read = await readQuality(1);
  expect(read.wordings).toEqual(stored.wordings);
  expect(rankCheckers(read.tellers)).toEqual(rankCheckers(stored.tellers));
}

test("people stand by the lower end of their share, not by how many labels they made, and the log says the same", async () => {
  const [good, many, few] = await Promise.all([createPerson(), createPerson(), createPerson()]);
  for (let n = 0; n < 5; n++) await checked(good, 0);
  for (let n = 0; n < 8; n++) await checked(many, n < 4 ? 0 : 6);
  for (let n = 0; n < 4; n++) await checked(few, 0);
  // Neither what is unchecked counts, nor what a program of theirs proposed.
  for (let n = 0; n < 6; n++) await label(good);
  for (let n = 0; n < 5; n++) await checked(few, 0, "program");
  const { labellers, checkers } = await findLeaderboards();
  expect(handles(labellers)).toEqual([good.handle, many.handle]);
  expect(labellers[0]).toMatchObject({ checked: 5, supported: 5, share: { value: 1 } });
  expect(labellers[1]).toMatchObject({ checked: 8, supported: 4, share: { value: 0.5 } });
  // By labels that are borne out alone, of people: thirteen of them, and those of the program's are none of a person's.
  expect(handles(checkers).toSorted()).toEqual(raters.map(({ handle }) => handle).toSorted());
  expect(checkers[0]).toMatchObject({ answers: 12 * 13, balanced: { value: 1 } });
  await expectRecounted();
  const answer = await call(leaderboardsRoute, {});
  expect(leaderboardsSchema.parse(await answer.json())).toEqual(await findLeaderboards());
});

test("who takes back or rewords what did badly is listed as before", async () => {
  const author = await createPerson();
  const ids: string[] = [];
  for (let n = 0; n < 6; n++) ids.push(await checked(author, n < 4 ? 0 : 6));
  const before = await listed(author);
  expect(before).toMatchObject([{ checked: 6, supported: 4 }]);
  await withdrawLabel({ labelId: ids[4] ?? "", authorId: author.id });
  await reviseLabel({
    ...{
      labelId: ids[5] ?? "",
      authorId: author.id,
      revision: 1,
      text: "said otherwise",
      rationale: "",
      evidence,
    },
  });
  expect(await listed(author)).toEqual(before);
  await expectRecounted();
});

test("gold items count for nobody and against nobody, also by a wording that is no more", async () => {
  const author = await createPerson();
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) {
    const labelId = await label(author);
    const gold: AskedText[] = [];
    for (const text of texts(0).slice(0, 8))
      gold.push({ ...text, says: !text.fires, window: 50, goldId: await pickGold(labelId, text) });
    for (const { id: raterId } of raters) await answerHand({ labelId, raterId }, [...texts(0), ...gold]);
    ids.push(labelId);
  }
  const before = await listed(author);
  expect(before).toMatchObject([{ checked: 5, supported: 5, share: { value: 1 } }]);
  await expectRecounted();
  const [rater] = raters;
  const ofRater = async () =>
    (await findLeaderboards()).checkers.find(({ person }) => person.handle === rater?.handle);
  const by = await ofRater();
  expect(by).toMatchObject({ answers: 12 * 5, balanced: { value: 1 } });
  expect((await getContributions(rater?.handle ?? "")).told).toMatchObject({
    firing: { right: 6 * 5, of: 6 * 5 },
    silent: { right: 6 * 5, of: 6 * 5 },
  });
  for (const labelId of ids)
    await reviseLabel({
      ...{ labelId, authorId: author.id, revision: 1, text: `otherwise ${labelId}`, rationale: "", evidence },
    });
  expect(await listed(author)).toEqual(before);
  expect(await ofRater()).toEqual(by);
  await expectRecounted();
});

test("nobody is listed who asked not to be, is suspended, or whose hands are not whole; what is hidden counts for nothing", async () => {
  const author = await createPerson();
  const ids: string[] = [];
  for (let n = 0; n < 6; n++) ids.push(await checked(author, 0));
  const list = (isListed: boolean) =>
    call(listingRoute, { method: "PUT", person: author, body: { isListed } });
  expect((await list(false)).status).toBe(204);
  expect(await listed(author)).toEqual([]);
  await list(true);
  const moderator = await createPerson("moderator");
  await hideWork({ actorId: moderator.id, reason: "Rude.", subject: { kind: "label", id: ids[0] ?? "" } });
  expect(await listed(author)).toMatchObject([{ checked: 5 }]);
  await expectRecounted();
  const [rater] = raters;
  await db().labelCheck.create({
    data: {
      ...{ labelId: ids[1] ?? "", wording: 1, raterId: rater?.id ?? "", number: 99, seed: 1, probability: 1 },
      ...{ fires: true, indexId: crypto.randomUUID(), window: 0, position: 1, stratum: { is: "random" } },
    },
  });
  const { checkers } = await findLeaderboards();
  expect(checkers.find(({ person }) => person.handle === rater?.handle)?.answers).toBe(12 * 4);
  await suspendPerson({ actorId: moderator.id, personId: author.id, reason: "Spam.", until: null });
  expect(await listed(author)).toEqual([]);
  expect((await call(listingRoute, { method: "PUT", person: null, body: { isListed: true } })).status).toBe(
    401,
  );
});
