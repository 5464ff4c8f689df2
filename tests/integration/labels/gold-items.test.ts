import { beforeAll, expect, test } from "vitest";
import { POST as pickRoute } from "@/app/api/v1/checks/[id]/gold/route";
import { PUT as answerRoute } from "@/app/api/v1/checks/[id]/route";
import { POST as disputeRoute } from "@/app/api/v1/gold-items/[id]/disputes/route";
import { POST as handRoute } from "@/app/api/v1/labels/[id]/checks/route";
import { PUT as settleRoute } from "@/app/api/v1/moderation/gold-disputes/[id]/route";
import { findActs } from "@/lib/audit-log/find-acts";
import { db } from "@/lib/db/client";
import { type Hand, handSchema } from "@/lib/labels/checks/view";
import { findLabels } from "@/lib/labels/find-labels";
import { findOpenDisputes } from "@/lib/labels/gold/find-disputes";
import type { SideKey } from "@/lib/labels/label-event";
import { ratesSchema } from "@/lib/labels/raters/known-rates";
import { learnRates } from "@/lib/labels/raters/learn-rates";
import { recountLabels } from "@/lib/labels/recount";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { storeNaiveEvidence } from "../support/evidence";
import { proposeAnyLabel } from "../support/labels";
import { call, createPerson, guest, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

const sides: SideKey[] = [];
const reason = "the label names this very word";

beforeAll(async () => {
  for (const { kind, layer, index } of await storeNaiveEvidence(3)) {
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

async function newLabel(): Promise<{ id: string; of: SideKey }> {
  const of = sides.pop();
  if (!of) throw new Error("No feature is left");
  const { id } = await proposeAnyLabel((await createPerson()).id, { of, text: "what it fires on" });
  return { id, of };
}

const ask = (labelId: string, person: Person) =>
  call(handRoute, { method: "POST", params: { id: labelId }, person });

async function takeHand(labelId: string, person: Person): Promise<Hand> {
  const response = await ask(labelId, person);
  expect(response.status).toBe(200);
  return handSchema.parse(await response.json());
}

async function answerAll(labelId: string, person: Person, isRight = true): Promise<Hand> {
  for (const { id } of (await takeHand(labelId, person)).texts) {
    const { fires } = await db().labelCheck.findUniqueOrThrow({ where: { id } });
    const body = { says: isRight ? fires : !fires };
    expect((await call(answerRoute, { method: "PUT", params: { id }, person, body })).status).toBe(204);
  }
  return takeHand(labelId, person);
}

const pick = (checkId: string, person: Person, says: boolean, why = reason) =>
  call(pickRoute, { method: "POST", params: { id: checkId }, person, body: { says, reason: why } });
const dispute = (goldId: string, person: Person) =>
  call(disputeRoute, { method: "POST", params: { id: goldId }, person, body: { reason } });
const settle = (disputeId: string, person: Person, isUpheld: boolean) =>
  call(settleRoute, { method: "PUT", params: { id: disputeId }, person, body: { isUpheld } });
const idOf = async (response: Response): Promise<string> => (await response.json()).id;

/** A label with two gold items, in one of which its feature fires, and who picked them; `saysOf` is what they say. */
async function withGold(saysOf = (fires: boolean) => fires) {
  const label = await newLabel();
  const picker = await createPerson();
  const { texts } = await answerAll(label.id, picker);
  const gold: string[] = [];
  for (const fires of [true, false]) {
    const text = texts.find((each) => each.fires === fires);
    const picked = await pick(text?.id ?? "", picker, saysOf(fires));
    expect(picked.status).toBe(200);
    gold.push(await idOf(picked));
  }
  return { ...label, picker, gold };
}

const goldOf = (labelId: string, { id: raterId }: Person) =>
  db().labelCheck.findMany({ where: { labelId, raterId, goldId: { not: null } } });

test("a text is picked with a reason, once, by who answered it and was told what is right", async () => {
  const { id } = await newLabel();
  const [picker, other] = [await createPerson(), await createPerson()];
  const [open] = (await takeHand(id, picker)).texts;
  expect((await pick(open?.id ?? "", picker, true)).status).toBe(422);
  const { texts } = await answerAll(id, picker);
  const check = texts[0]?.id ?? "";
  expect((await pick(check, other, true)).status).toBe(404);
  expect((await pick(check, picker, true, "short")).status).toBe(400);
  const tried = await Promise.all(Array.from({ length: 6 }, () => pick(check, picker, true)));
  expect(tried.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
  const shown = (await takeHand(id, picker)).texts[0]?.gold;
  expect(shown).toMatchObject({ says: true, reason, picker: picker.handle, isMine: true, isRetired: false });
});

test("gold items come to others in the place of texts, are not told before all is answered, and count in no estimate", async () => {
  const { id, of, gold } = await withGold();
  const rater = await createPerson();
  const hand = await takeHand(id, rater);
  const placed = await goldOf(id, rater);
  expect(placed.length).toBeGreaterThan(0);
  for (const { goldId } of placed) expect(gold).toContain(goldId);
  expect(JSON.stringify(hand)).not.toContain(gold[0]);
  expect(hand.texts.every((text) => text.gold === null)).toBe(true);
  const rows = await db().labelCheck.findMany({ where: { labelId: id, raterId: rater.id } });
  expect(rows.filter(({ fires }) => fires)).toHaveLength(rows.length / 2);
  const before = (await findLabels(of, guest())).input.proposals[0]?.blind?.answers ?? 0;
  const done = await answerAll(id, rater);
  for (const { id: check } of placed)
    expect(done.texts.find((text) => text.id === check)?.gold).toMatchObject({ isMine: false, reason });
  const { blind, crowd } = (await findLabels(of, guest())).input.proposals[0] ?? {};
  expect(blind?.answers).toBe(before + rows.length - placed.length);
  expect(crowd?.answers).toBe(blind?.answers);
  expect(await recountLabels()).toEqual([]);
});

test("no gold item is shown to one person twice, nor to who picked it, also of many hands taken at once", async () => {
  const { id, picker, gold } = await withGold();
  const rater = await createPerson();
  const hands = await Promise.all(Array.from({ length: 10 }, () => ask(id, rater)));
  expect(hands.every(({ status }) => status === 200)).toBe(true);
  const shown = await goldOf(id, rater);
  expect(new Set(shown.map(({ goldId }) => goldId)).size).toBe(shown.length);
  expect(await goldOf(id, picker)).toEqual([]);
  // The database itself refuses a second time, whatever the site would do.
  const [first] = shown;
  if (!first?.goldId) throw new Error("No gold item came");
  const again = Array.from({ length: 8 }, (_, n) =>
    db().labelCheck.create({
      data: {
        ...{ labelId: id, wording: 2, raterId: rater.id, number: n, seed: 1, probability: 1, fires: true },
        ...{ indexId: first.indexId, window: first.window, position: 1, stratum: { is: "near" } },
        goldId: gold.find((each) => each === first.goldId) ?? null,
      },
    }),
  );
  const tried = await Promise.allSettled(again);
  expect(tried.every(({ status }) => status === "rejected")).toBe(true);
});

test("who says otherwise than gold items errs by them, whatever others say, and not when they are retired", async () => {
  // Of these the label says the opposite of where the feature fires, which nobody's other answers tell.
  const { id, gold } = await withGold((fires) => !fires);
  const rater = await createPerson();
  await answerAll(id, rater);
  expect((await goldOf(id, rater)).length).toBeGreaterThan(0);
  const highOf = async () => {
    await db().raterRates.deleteMany();
    await learnRates();
    const row = await db().raterRates.findUniqueOrThrow({ where: { raterId: rater.id } });
    const { falseYes, falseNo } = ratesSchema.parse(row.rates);
    return falseYes.mean + falseNo.mean;
  };
  const withItems = await highOf();
  await db().goldItem.updateMany({ where: { id: { in: gold } }, data: { retiredAt: new Date() } });
  expect(await highOf()).toBeLessThan(withItems - 0.1);
  // What they said of retired items is as if nobody had asked.
  const { answers } = await db().raterRates.findUniqueOrThrow({ where: { raterId: rater.id } });
  const ordinary = { labelId: id, raterId: rater.id, goldId: null, says: { not: null } };
  expect(answers).toBe(await db().labelCheck.count({ where: ordinary }));
});

test("rates are learned anew once an item was picked or retired, or somebody suspended, and else not", async () => {
  const { id, gold } = await withGold();
  await answerAll(id, await createPerson());
  const learned = () => learnRates(new Date(Date.now() + 1));
  const anew = async () => (await learned()) > 0;
  await anew();
  expect(await anew()).toBe(false);
  await db().goldItem.updateMany({ where: { id: { in: gold } }, data: { retiredAt: new Date() } });
  expect(await anew()).toBe(true);
  const picker = await createPerson();
  const { texts } = await answerAll(id, picker);
  await anew();
  expect(await anew()).toBe(false);
  const text = texts.find((each) => each.gold === null);
  expect((await pick(text?.id ?? "", picker, true)).status).toBe(200);
  expect(await anew()).toBe(true);
  const { id: actorId } = await createPerson("moderator");
  await suspendPerson({ actorId, personId: picker.id, reason: "Floods the checks.", until: null });
  expect(await anew()).toBe(true);
  expect(await anew()).toBe(false);
});

test("with two upheld disputes an item is retired, whatever is settled at once, and by a moderator alone", async () => {
  const { id, picker, gold } = await withGold();
  const moderator = await createPerson("moderator");
  const disputes: string[] = [];
  let goldId = "";
  for (let n = 0; n < 3; n++) {
    const rater = await createPerson();
    if (n === 0) expect((await dispute(gold[0] ?? "", rater)).status).toBe(404);
    await answerAll(id, rater);
    const [own] = await goldOf(id, rater).then((rows) =>
      rows.filter((row) => !goldId || row.goldId === goldId),
    );
    goldId ||= own?.goldId ?? "";
    const tried = await Promise.all(Array.from({ length: 4 }, () => dispute(goldId, rater)));
    expect(tried.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const made = tried.find(({ status }) => status === 200);
    if (made) disputes.push(await idOf(made));
    expect((await takeHand(id, rater)).texts.find((text) => text.gold?.id === goldId)?.gold?.isDisputed).toBe(
      true,
    );
  }
  expect((await dispute(goldId, picker)).status).toBe(403);
  expect((await findOpenDisputes({})).items.filter((each) => disputes.includes(each.id))).toHaveLength(3);
  const [first = "", second = "", third = ""] = disputes;
  expect((await settle(first, picker, true)).status).toBe(403);
  expect((await settle(first, moderator, false)).status).toBe(204);
  expect((await settle(first, moderator, true)).status).toBe(404);
  const retired = async () =>
    (await db().goldItem.findUniqueOrThrow({ where: { id: goldId } })).retiredAt !== null;
  expect(await retired()).toBe(false);
  const settled = await Promise.all([settle(second, moderator, true), settle(third, moderator, true)]);
  expect(settled.map(({ status }) => status)).toEqual([204, 204]);
  expect(await retired()).toBe(true);
  // Each that was settled stands in the log once, and none that was not.
  const acts = await findActs({ subjectKind: "label", subjectId: id });
  expect(acts.items.map(({ kind }) => kind).sort()).toEqual(["overrule", "uphold", "uphold"]);
  for (const act of acts.items)
    expect(act).toMatchObject({
      ...{ actor: { handle: moderator.handle }, person: { handle: picker.handle } },
      path: expect.stringContaining("/features/"),
    });
  expect(acts.items.filter(({ reason }) => reason.includes("any more"))).toHaveLength(1);
  const late = await createPerson();
  if ((await ask(id, late)).status === 200)
    expect((await goldOf(id, late)).map((row) => row.goldId)).not.toContain(goldId);
  expect((await takeHand(id, picker)).texts.find((text) => text.gold?.id === goldId)?.gold?.isRetired).toBe(
    true,
  );
});
