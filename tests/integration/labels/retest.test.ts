import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { findNextToCheck } from "@/lib/labels/checks/next-to-check";
import { retestDays } from "@/lib/labels/checks/retest";
import { findLabels } from "@/lib/labels/find-labels";
import type { SideKey } from "@/lib/labels/label-event";
import { type AskedText, answerHand } from "../support/blind-answers";
import { storeNaiveEvidence } from "../support/evidence";
import { proposeAnyLabel } from "../support/labels";
import { createPerson, guest, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

let sides: SideKey[];

beforeAll(async () => {
  await storeNaiveEvidence(1);
  const fired = await db().featureEvidence.findMany({
    where: { density: { gt: 0 } },
    select: { dictionaryId: true, index: true },
    take: 4,
  });
  sides = fired.map((each) => ({ ...each, side: "input" }));
}, 120_000);

/** Twelve texts, all told rightly or none. */
const texts = (isRight: boolean): AskedText[] =>
  Array.from({ length: 12 }, (_, n): AskedText => {
    const fires = n % 2 === 0;
    const stratum = fires ? ({ is: "band", band: 0, windows: 100 } as const) : ({ is: "random" } as const);
    return { stratum, fires, says: isRight ? fires : !fires, window: n };
  });

/** A label that two people bore out, as if that were so many days ago. */
async function supportedFor(days: number) {
  const of = sides.pop();
  if (!of) throw new Error("no feature is left");
  const [author, ...raters] = await Promise.all([createPerson(), createPerson(), createPerson()]);
  const { id: labelId } = await proposeAnyLabel(author.id, { of, text: `borne out for ${days} days` });
  for (const { id: raterId } of raters) await answerHand({ labelId, raterId }, texts(true));
  await age(of, days);
  return { of, labelId, author, raters };
}

/** As if what was answered had been, past the rule that an answer never changes, and borne out so many days ago. */
const age = ({ dictionaryId, index, side }: SideKey, days: number) =>
  db().$transaction(async (tx) => {
    await tx.$executeRaw`set local session_replication_role = replica`;
    await tx.$executeRaw`update "Naming" set "standsSince" = clock_timestamp() - make_interval(days => ${days})
      where "dictionaryId" = ${dictionaryId}::uuid and index = ${index} and side = ${side}::"LabelSide"`;
    await tx.$executeRaw`update "LabelCheck" set "answeredAt" = clock_timestamp() - make_interval(days => ${days})
      where "labelId" in (select id from "Label" where "dictionaryId" = ${dictionaryId}::uuid and index = ${index})`;
  });

const nextOf = async ({ id }: Person) =>
  (await findNextToCheck({ raterId: id, byProgram: false }))?.labelId ?? null;
const inputOf = async (of: SideKey) => (await findLabels(of, guest())).input;

test("what is supported is asked about again after thirty days, of those who have not answered by it, until two have", async () => {
  const { of, labelId, author, raters } = await supportedFor(retestDays - 1);
  const [one, two] = await Promise.all([createPerson(), createPerson()]);
  expect(await nextOf(one)).toBeNull();
  expect((await inputOf(of)).missing).toMatch(/asked again from \d+ \w+ \d{4} on\.$/);

  await age(of, retestDays + 1);
  expect(await nextOf(one)).toBe(labelId);
  for (const each of [author, ...raters]) expect(await nextOf(each)).toBeNull();

  await answerHand({ labelId, raterId: one.id }, texts(true));
  expect(await nextOf(one)).toBeNull();
  expect(await nextOf(two)).toBe(labelId);
  await answerHand({ labelId, raterId: two.id }, texts(true));
  expect(await nextOf(await createPerson())).toBeNull();
  const input = await inputOf(of);
  expect(input.state).toBe("supported");
  expect(input.missing).toMatch(/was tested again by other people, until/);
  expect(input.proposals[0]?.blind?.answers).toBe(48);
});

test("who could not tell has not tested it, nor has a program", async () => {
  const { of, labelId } = await supportedFor(retestDays + 1);
  const [one, two, program] = await Promise.all([createPerson(), createPerson(), createPerson()]);
  const unable = texts(true).map((text) => ({ ...text, says: null }));
  await answerHand({ labelId, raterId: one.id }, unable);
  await answerHand({ labelId, raterId: program.id, byProgram: true }, texts(true));
  await answerHand({ labelId, raterId: two.id }, texts(true));
  expect(await nextOf(await createPerson())).toBe(labelId);
  expect((await inputOf(of)).missing).not.toMatch(/was tested again/);
});

test("two who end their hands at once have both tested it", async () => {
  const { labelId } = await supportedFor(retestDays + 1);
  const fresh = await Promise.all([createPerson(), createPerson()]);
  await Promise.all(fresh.map(({ id }) => answerHand({ labelId, raterId: id }, texts(true))));
  const others = await createPerson();
  expect(await nextOf(others)).not.toBe(labelId);
});

test("a label that others cannot tell by is supported no longer, and waits as any other", async () => {
  const { of, labelId } = await supportedFor(retestDays + 1);
  for (const _ of [1, 2]) {
    const { id: raterId } = await createPerson();
    await answerHand({ labelId, raterId }, texts(false));
  }
  const input = await inputOf(of);
  expect(input.state).not.toBe("supported");
  expect(input.missing).not.toMatch(/again/);
  const naming = await db().naming.findUniqueOrThrow({ where: { dictionaryId_index_side: of } });
  expect(naming.retestedAt).toBeNull();
});
