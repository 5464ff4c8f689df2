import { beforeAll, expect, test } from "vitest";
import { PUT as answerRoute } from "@/app/api/v1/checks/[id]/route";
import { POST as handRoute } from "@/app/api/v1/labels/[id]/checks/route";
import { db } from "@/lib/db/client";
import { handSchema } from "@/lib/labels/checks/view";
import { findLabels } from "@/lib/labels/find-labels";
import type { SideKey } from "@/lib/labels/label-event";
import { estimateAnew, findSettled } from "@/lib/labels/raters/find-crowd";
import { ratesSchema } from "@/lib/labels/raters/known-rates";
import { learnRates } from "@/lib/labels/raters/learn-rates";
import { recountLabels } from "@/lib/labels/recount";
import { reviseLabel } from "@/lib/labels/revise-label";
import { vote } from "@/lib/labels/vote";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { storeNaiveEvidence } from "../support/evidence";
import { proposeAnyLabel } from "../support/labels";
import { call, createPerson, guest, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

const sides: SideKey[] = [];

beforeAll(async () => {
  for (const { kind, layer, index } of await storeNaiveEvidence(4)) {
    const { id: dictionaryId } = await db().dictionary.findFirstOrThrow({
      where: { layer, set: { kind, model: { name: "storybook-4l" } } },
      select: { id: true },
    });
    const row = await db().featureEvidence.findUniqueOrThrow({
      where: { dictionaryId_index: { dictionaryId, index } },
    });
    if (row.density > 0.004 && row.density < 0.02) sides.push({ dictionaryId, index, side: "input" });
  }
}, 120_000);

async function newLabel(): Promise<{ id: string; of: SideKey; author: Person }> {
  const of = sides.pop();
  if (!of) throw new Error("No feature is left");
  const author = await createPerson();
  const { id } = await proposeAnyLabel(author.id, { of, text: "what it fires on" });
  return { id, of, author };
}

const ask = (labelId: string, person: Person) =>
  call(handRoute, { method: "POST", params: { id: labelId }, person });

/** Answers a hand, if there is one left; `errs` says whether somebody errs about a text. */
async function answerAll(labelId: string, person: Person, errs: (fires: boolean) => boolean): Promise<void> {
  const response = await ask(labelId, person);
  if (response.status === 422) return;
  for (const { id } of handSchema.parse(await response.json()).texts) {
    const { fires } = await db().labelCheck.findUniqueOrThrow({ where: { id } });
    const body = { says: errs(fires) ? !fires : fires };
    expect((await call(answerRoute, { method: "PUT", params: { id }, person, body })).status).toBe(204);
  }
}

const ratesOf = async ({ id }: Person) =>
  ratesSchema.parse((await db().raterRates.findUniqueOrThrow({ where: { raterId: id } })).rates);
const crowdOf = async (of: SideKey) => (await findLabels(of, guest())).input.proposals[0]?.crowd ?? null;

test("who errs on purpose, and who says yes to all, is told from what others said of the same texts", async () => {
  const labels = [await newLabel(), await newLabel(), await newLabel(), await newLabel()];
  const careful = await Promise.all(Array.from({ length: 4 }, () => createPerson()));
  const [adversary, yesSayer] = [await createPerson(), await createPerson()];
  for (const { id } of labels) {
    const [first, ...rest] = careful;
    if (first) await answerAll(id, first, () => false);
    await answerAll(id, adversary, () => true);
    await answerAll(id, yesSayer, (fires) => !fires);
    for (const person of rest) await answerAll(id, person, () => false);
  }
  expect(await learnRates()).toBe(6);
  for (const person of careful) {
    const { falseYes, falseNo } = await ratesOf(person);
    expect(Math.max(falseYes.mean, falseNo.mean)).toBeLessThan(0.2);
  }
  const opposite = await ratesOf(adversary);
  expect(Math.min(opposite.falseYes.mean, opposite.falseNo.mean)).toBeGreaterThan(0.75);
  const saysYes = await ratesOf(yesSayer);
  expect(saysYes.falseYes.mean).toBeGreaterThan(0.75);
  expect(saysYes.falseNo.mean).toBeLessThan(0.15);
  // The same answers say the same, and nothing is learned anew from nothing new.
  const before = await db().raterRates.findMany({ orderBy: { raterId: "asc" } });
  expect(await learnRates()).toBe(0);
  await db().raterRates.deleteMany();
  await Promise.all([learnRates(), learnRates()]);
  const after = await db().raterRates.findMany({ orderBy: { raterId: "asc" } });
  expect(after.map(({ rates }) => rates)).toEqual(before.map(({ rates }) => rates));

  // Beside the raw counts, which hold the two against the label, stands what the label says.
  const [label] = labels;
  if (!label) throw new Error("No label");
  await db().$transaction((tx) => estimateAnew(tx, label.id));
  const { blind, crowd } = (await findLabels(label.of, guest())).input.proposals[0] ?? {};
  expect(crowd?.answers).toBe(blind?.answers);
  expect(crowd?.balanced?.value ?? 0).toBeGreaterThan(blind?.balanced?.value ?? 1);
  expect(crowd?.balanced?.value).toBeGreaterThan(0.9);
  expect(await recountLabels()).toEqual([]);
});

test("a text that is settled is not asked about again, and those that are not settled come first", async () => {
  const { id } = await newLabel();
  const asked = new Map<string, number>();
  for (let n = 0; n < 12; n++) {
    const { settled, open } = await findSettled(db(), { labelId: id, wording: 1 });
    const lacks = (await db().labelCheck.count({ where: { labelId: id } })) < 24;
    const person = await createPerson();
    const response = await ask(id, person);
    if (response.status === 422) {
      expect(lacks).toBe(false);
      expect(await response.text()).toContain("settled");
      break;
    }
    const rows = await db().labelCheck.findMany({ where: { labelId: id, raterId: person.id } });
    const texts = rows.map(({ indexId, window }) => `${indexId}/${window}`);
    if (!lacks) expect(texts.filter((text) => settled.has(text))).toEqual([]);
    // Of twelve five, or fewer where a band or a kind has none left (draw-hand.test.ts).
    if (n > 0 && open.size > 6) expect(texts.some((text) => open.has(text))).toBe(true);
    for (const text of texts) asked.set(text, (asked.get(text) ?? 0) + 1);
    await answerAll(id, person, () => false);
  }
  const { settled } = await findSettled(db(), { labelId: id, wording: 1 });
  expect(settled.size).toBeGreaterThan(6);
  // By people who agree a text is settled by few answers; the more of its texts are settled, the fewer.
  for (const text of settled) expect(asked.get(text)).toBeLessThan(8);
});

test("a suspension estimates anew what its person answered by, and nothing that they only voted on", async () => {
  const answered = await newLabel();
  const [rater, other, author] = [await createPerson(), await createPerson(), await createPerson()];
  for (const person of [rater, other]) await answerAll(answered.id, person, () => false);
  const text = "what others vote on";
  const voted = await proposeAnyLabel(author.id, { of: { ...answered.of, side: "output" }, text });
  await vote({ labelId: voted.id, voterId: rater.id, wording: 1, value: 1, reason: null, words: null });
  const estimateOf = async (id: string) =>
    (await db().label.findUniqueOrThrow({ where: { id }, select: { crowd: true } })).crowd;
  const kept = await estimateOf(answered.id);
  await db().label.update({ where: { id: voted.id }, data: { crowd: kept ?? {} } });
  const { id: actorId } = await createPerson("moderator");
  await suspendPerson({ actorId, personId: rater.id, reason: "Floods the checks.", until: null });
  expect(await crowdOf(answered.of)).toMatchObject({ raters: 1 });
  expect(await estimateOf(voted.id)).toEqual(kept);
});

test("another wording, and a rater's suspension, leave none of what was estimated by them", async () => {
  const { id, of, author } = await newLabel();
  const people = [await createPerson(), await createPerson()];
  for (const person of people) await answerAll(id, person, () => false);
  expect(await crowdOf(of)).toMatchObject({ raters: 2 });
  const { id: actorId } = await createPerson("moderator");
  await suspendPerson({ actorId, personId: people[0]?.id ?? "", reason: "Floods the checks.", until: null });
  expect(await crowdOf(of)).toMatchObject({ raters: 1 });
  await reviseLabel({
    ...{ labelId: id, authorId: author.id, revision: 1, text: "something else", rationale: "" },
    evidence: { examples: [], circuits: [] },
  });
  expect(await crowdOf(of)).toBeNull();
});
