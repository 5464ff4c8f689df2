import { beforeAll, expect, test } from "vitest";
import { PUT as answerRoute } from "@/app/api/v1/checks/[id]/route";
import { GET as nextRoute } from "@/app/api/v1/checks/next/route";
import { POST as handRoute } from "@/app/api/v1/labels/[id]/checks/route";
import type { Feature } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import { type Hand, handSchema, nextToCheckSchema } from "@/lib/labels/checks/view";
import { findLabels } from "@/lib/labels/find-labels";
import type { SideKey } from "@/lib/labels/label-event";
import { recountLabels } from "@/lib/labels/recount";
import { reviseLabel } from "@/lib/labels/revise-label";
import { storeNaiveEvidence } from "../support/evidence";
import { proposeAnyLabel } from "../support/labels";
import { call, createPerson, guest, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

let sides: SideKey[];
let used = 0;

beforeAll(async () => {
  const features = await storeNaiveEvidence(4);
  sides = [];
  for (const feature of features) {
    const of = await sideOf(feature);
    const row = await db().featureEvidence.findUniqueOrThrow({
      where: { dictionaryId_index: { dictionaryId: of.dictionaryId, index: of.index } },
    });
    // One that fires in some texts and not in others, so that there is a hand of it for several people.
    if (row.density > 0.004 && row.density < 0.02) sides.push(of);
  }
  expect(sides.length).toBeGreaterThan(6);
}, 120_000);

async function sideOf({ kind, layer, index }: Feature): Promise<SideKey> {
  const { id } = await db().dictionary.findFirstOrThrow({
    where: { layer, set: { kind, model: { name: "storybook-4l" } } },
    select: { id: true },
  });
  return { dictionaryId: id, index, side: "input" };
}

function nextSide(): SideKey {
  const of = sides[used++];
  if (!of) throw new Error("No feature is left");
  return of;
}

async function takeHand(labelId: string, person: Person): Promise<Hand> {
  const response = await call(handRoute, { method: "POST", params: { id: labelId }, person });
  expect(response.status).toBe(200);
  return handSchema.parse(await response.json());
}

async function answer(id: string, person: Person, says: boolean | null): Promise<number> {
  return (await call(answerRoute, { method: "PUT", params: { id }, person, body: { says } })).status;
}

/** Answers a whole hand, knowing what is right, which the site tells nobody. */
async function answerAll(labelId: string, person: Person, isRight: (i: number) => boolean): Promise<Hand> {
  const { texts } = await takeHand(labelId, person);
  for (const [i, { id }] of texts.entries()) {
    const { fires } = await db().labelCheck.findUniqueOrThrow({ where: { id } });
    expect(await answer(id, person, isRight(i) ? fires : !fires)).toBe(204);
  }
  return takeHand(labelId, person);
}

async function newLabel(): Promise<{ id: string; of: SideKey; author: Person }> {
  const of = nextSide();
  const author = await createPerson();
  const { id } = await proposeAnyLabel(author.id, { of, text: "what it fires on" });
  return { id, of, author };
}

const inputOf = async (of: SideKey) => (await findLabels(of, guest())).input;

test("a hand is half of each, tells nothing of what is right until all is answered, and is the same when asked for again", async () => {
  const { id } = await newLabel();
  const rater = await createPerson();
  const hand = await takeHand(id, rater);
  expect(hand).toMatchObject({ isDone: false, label: { id, text: "what it fires on" } });
  expect(hand.texts.length).toBeGreaterThanOrEqual(6);
  const rows = await db().labelCheck.findMany({ where: { labelId: id } });
  expect(rows.filter(({ fires }) => fires)).toHaveLength(hand.texts.length / 2);
  expect(JSON.stringify(hand)).not.toMatch(/"fires":(true|false)|stratum|activation|neighbour|probability/);
  for (const { tokens } of hand.texts) expect(tokens.length).toBeGreaterThan(5);
  expect(await takeHand(id, rater)).toEqual(hand);
  const [first, ...rest] = hand.texts;
  expect(await answer(first?.id ?? "", rater, null)).toBe(204);
  expect((await takeHand(id, rater)).texts.map(({ fires }) => fires)).toEqual(hand.texts.map(() => null));
  // Nor do the counts of the label, which everybody reads, move before the last answer.
  for (const each of rest.slice(1)) await answer(each.id, rater, true);
  const of = await db().label.findUniqueOrThrow({ where: { id } });
  expect((await inputOf(of)).proposals[0]?.blind).toBeNull();
  await answer(rest[0]?.id ?? "", rater, true);
  const done = await takeHand(id, rater);
  expect(done.isDone).toBe(true);
  expect(done.texts.map(({ fires }) => fires)).toEqual(
    done.texts.map((text) => rows.find((row) => row.id === text.id)?.fires),
  );
  // Who could not tell is not counted.
  const { proposals } = await inputOf(await db().label.findUniqueOrThrow({ where: { id } }));
  expect(proposals[0]?.blind).toMatchObject({ answers: rest.length, raters: 1 });
});

test("an answer is given once, by whom it was asked of", async () => {
  const { id } = await newLabel();
  const [rater, other] = [await createPerson(), await createPerson()];
  const { texts } = await takeHand(id, rater);
  const check = texts[0]?.id ?? "";
  expect(await answer(check, other, true)).toBe(404);
  const tried = await Promise.all(Array.from({ length: 10 }, (_, i) => answer(check, rater, i % 2 === 0)));
  expect(tried.filter((status) => status === 204).length).toBe(5);
  expect(tried.filter((status) => status === 409).length).toBe(5);
  expect(await db().labelEvent.count({ where: { labelId: id, kind: "answered" } })).toBe(1);
  await expect(db().labelCheck.update({ where: { id: check }, data: { says: null } })).rejects.toThrow(
    /given once/,
  );
  await expect(
    db().labelCheck.update({ where: { id: texts[1]?.id ?? "" }, data: { fires: true, position: 1 } }),
  ).rejects.toThrow(/never changes/);
});

test("of ten who take a hand at once each has one, and one who takes it ten times at once has one", async () => {
  const { id } = await newLabel();
  const rater = await createPerson();
  const hands = await Promise.all(Array.from({ length: 10 }, () => takeHand(id, rater)));
  expect(new Set(hands.map((hand) => JSON.stringify(hand))).size).toBe(1);
});

test("nobody checks a label of their own, and the examples its author pinned are not asked about", async () => {
  const of = nextSide();
  const author = await createPerson();
  const { id } = await proposeAnyLabel(author.id, { of, text: "what it fires on" });
  const own = await call(handRoute, { method: "POST", params: { id }, person: author });
  expect(own.status).toBe(403);
  // Pinned before anybody asks: all firing windows but three.
  const probe = await createPerson();
  const { texts } = await takeHand(id, probe);
  const asked = await db().labelCheck.findMany({
    where: { id: { in: texts.map((text) => text.id) }, fires: true },
  });
  const examples = asked
    .slice(0, 2)
    .map(({ indexId, window, position }) => ({ corpus: indexId, window, position }));
  await reviseLabel({
    ...{ labelId: id, authorId: author.id, revision: 1, text: "what it fires on", rationale: "" },
    evidence: { examples, circuits: [] },
  });
  for (let time = 0; time < 5; time++) {
    const person = await createPerson();
    await takeHand(id, person);
    const windows = await db().labelCheck.findMany({ where: { labelId: id, raterId: person.id } });
    const pinned = examples.map(({ window }) => window);
    expect(windows.filter(({ window }) => pinned.includes(window))).toEqual([]);
  }
});

test("two who tell by it where the feature fires make a label supported; another wording begins without their answers", async () => {
  const { id, of, author } = await newLabel();
  expect((await inputOf(of)).missing).toBe("For supported: 24 more blind answers from 2 people.");
  const raters: Person[] = [];
  while (((await inputOf(of)).proposals[0]?.blind?.answers ?? 0) < 24 || raters.length < 2) {
    const rater = await createPerson();
    raters.push(rater);
    expect((await answerAll(id, rater, () => true)).isDone).toBe(true);
    if (raters.length === 1) expect((await inputOf(of)).state).toBe("proposed");
  }
  expect(await inputOf(of)).toMatchObject({ state: "supported", leaderId: id });
  expect((await inputOf(of)).proposals[0]?.blind?.balanced?.value).toBe(1);
  expect(await recountLabels()).toEqual([]);
  await reviseLabel({
    ...{ labelId: id, authorId: author.id, revision: 1, text: "something else", rationale: "" },
    evidence: { examples: [], circuits: [] },
  });
  expect(await inputOf(of)).toMatchObject({ state: "proposed", proposals: [{ blind: null }] });
});

test("a label by which people cannot tell is contested, however many vote for it", async () => {
  const { id, of } = await newLabel();
  for (let n = 0; n < 10; n++) await answerAll(id, await createPerson(), (i) => i % 2 === 0);
  expect(await inputOf(of)).toMatchObject({
    ...{
      state: "contested",
      reason: "People who knew only what leads could not tell where the feature fires.",
    },
  });
  expect(await recountLabels()).toEqual([]);
});

test("what comes next is a label of somebody else's, begun hands first, each once", async () => {
  const rater = await createPerson();
  const next = async (without: string[] = []) => {
    const path = without.length > 0 ? `/?without=${without.join(",")}` : "/";
    return nextToCheckSchema.parse(await (await call(nextRoute, { person: rater, path })).json()).next;
  };
  const first = await next();
  expect(first).not.toBeNull();
  const second = await next([first?.labelId ?? ""]);
  expect(second?.labelId).not.toBe(first?.labelId);
  const begun = await takeHand(second?.labelId ?? "", rater);
  expect((await next())?.labelId).toBe(second?.labelId);
  for (const { id } of begun.texts) await answer(id, rater, true);
  expect((await next())?.labelId).not.toBe(second?.labelId);
  const mine = await proposeAnyLabel(rater.id, { of: nextSide(), text: "my own" });
  const offered: string[] = [];
  for (let each = await next(); each; each = await next(offered)) offered.push(each.labelId);
  expect(offered).not.toContain(mine.id);
  expect(new Set(offered).size).toBe(offered.length);
});
