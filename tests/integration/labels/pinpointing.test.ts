import { beforeAll, expect, test } from "vitest";
import { POST as handRoute } from "@/app/api/v1/labels/[id]/checks/route";
import { POST as pinpointsRoute } from "@/app/api/v1/labels/[id]/pinpoints/route";
import { PUT as answerRoute } from "@/app/api/v1/pinpoints/[id]/route";
import { GET as nextRoute } from "@/app/api/v1/pinpoints/next/route";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { db } from "@/lib/db/client";
import { unpackDocument } from "@/lib/documents/packed-document";
import { evidenceSchema } from "@/lib/evidence-format/evidence";
import { answerCheck } from "@/lib/labels/checks/answer-check";
import { handSchema, nextToCheckSchema } from "@/lib/labels/checks/view";
import { findLabels } from "@/lib/labels/find-labels";
import { labelEvent, type SideKey } from "@/lib/labels/label-event";
import { estimatePinpointing } from "@/lib/labels/pinpointing/estimate-pinpointing";
import { type PinpointHand, pinpointHandSchema } from "@/lib/labels/pinpointing/view";
import { recountLabels } from "@/lib/labels/recount";
import { reviseLabel } from "@/lib/labels/revise-label";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { storeNaiveEvidence } from "../support/evidence";
import { proposeAnyLabel } from "../support/labels";
import { call, createPerson, guest, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

/** Whoever answers: a person by a session, or a program by a key. */
type Rater = Pick<Person, "id"> & { person?: Person; headers?: Record<string, string> };

const sides: SideKey[] = [];

beforeAll(async () => {
  for (const { kind, layer, index } of await storeNaiveEvidence(6)) {
    const { id: dictionaryId } = await db().dictionary.findFirstOrThrow({
      where: { layer, set: { kind, model: { name: "storybook-4l" } } },
      select: { id: true },
    });
    const { density } = await db().featureEvidence.findUniqueOrThrow({
      where: { dictionaryId_index: { dictionaryId, index } },
    });
    if (density > 0.004 && density < 0.02) sides.push({ dictionaryId, index, side: "input" });
  }
}, 120_000);

const asPerson = async (): Promise<Rater> => {
  const person = await createPerson();
  return { id: person.id, person };
};

async function asProgram(userId: string, scopes: ("label" | "check")[] = ["check"]): Promise<Rater> {
  const { key } = await createApiKey({ userId, name: "A script", scopes, days: null });
  return { id: userId, headers: { authorization: `Bearer ${key}` } };
}

const ask = (labelId: string, { id: _, ...rater }: Rater) =>
  call(pinpointsRoute, { method: "POST", params: { id: labelId }, ...rater });

async function take(labelId: string, rater: Rater): Promise<PinpointHand> {
  const response = await ask(labelId, rater);
  expect(response.status).toBe(200);
  return pinpointHandSchema.parse(await response.json());
}

async function answer(id: string, { id: _, ...rater }: Rater, chosen: unknown): Promise<number> {
  return (await call(answerRoute, { method: "PUT", params: { id }, ...rater, body: { chosen } })).status;
}

/** Says in which texts the feature fires, which comes before. */
async function answerHand(labelId: string, { id, ...rater }: Rater): Promise<string[]> {
  const response = await call(handRoute, { method: "POST", params: { id: labelId }, ...rater });
  expect(response.status).toBe(200);
  const { texts } = handSchema.parse(await response.json());
  for (const { id: checkId } of texts)
    await answerCheck({
      checkId,
      raterId: id,
      byProgram: rater.person === undefined,
      said: { says: null },
    });
  return texts.map(({ id: checkId }) => checkId);
}

/** A whole hand, each answered so far beside what is right; where no token stands there, on its other side. */
async function answerAll(labelId: string, rater: Rater, offBy: (i: number) => number | null) {
  await answerHand(labelId, rater);
  for (const [i, { id }] of (await take(labelId, rater)).texts.entries()) {
    const { position, last } = await db().pinpointCheck.findUniqueOrThrow({ where: { id } });
    const off = offBy(i);
    const chosen = off === null ? null : position + off <= last ? position + off : position - off;
    expect(await answer(id, rater, chosen)).toBe(204);
  }
  return take(labelId, rater);
}

async function newLabel(): Promise<{ id: string; of: SideKey; author: Person }> {
  const of = sides.pop();
  if (!of) throw new Error("No feature is left");
  const author = await createPerson();
  const { id } = await proposeAnyLabel(author.id, { of, text: "what it fires on" });
  return { id, of, author };
}

const leaderOf = async (of: SideKey) => (await findLabels(of, guest())).input.proposals[0];

test("texts are those in which it fires, cut anywhere around its peak, and nothing of what is right is told before all is answered", async () => {
  const { id, of } = await newLabel();
  const rater = await asPerson();
  expect((await ask(id, rater)).status).toBe(422);
  const before = await answerHand(id, rater);
  const hand = await take(id, rater);
  expect(hand.texts.length).toBeGreaterThanOrEqual(3);
  expect(JSON.stringify(hand)).not.toMatch(/"position":\d+,"probability|band|windows|"seed"/);
  expect(hand.texts.map(({ position }) => position)).toEqual(hand.texts.map(() => null));
  expect(await take(id, rater)).toEqual(hand);
  const { document } = await db().featureEvidence.findUniqueOrThrow({
    where: { dictionaryId_index: { dictionaryId: of.dictionaryId, index: of.index } },
  });
  const { bands, corpora } = evidenceSchema.parse(unpackDocument(document));
  const drawn = bands.flatMap((each) =>
    each.drawn.map(({ corpus, window, position }) => [corpora[corpus]?.indexId, window, position, each.band]),
  );
  const asked = await db().labelCheck.findMany({ where: { id: { in: before } } });
  const rows = await db().pinpointCheck.findMany({
    where: { labelId: id, raterId: rater.id },
    orderBy: { number: "asc" },
  });
  for (const [i, { indexId, window, position, band, first, last }] of rows.entries()) {
    expect(drawn).toContainEqual([indexId, window, position, band]);
    expect(asked.some((each) => each.indexId === indexId && each.window === window)).toBe(false);
    expect(hand.texts[i]?.tokens.map((token) => token.position)).toEqual(
      Array.from({ length: last - first + 1 }, (_, at) => first + at),
    );
  }
  const [first, ...rest] = hand.texts;
  const [row] = rows;
  for (const wrong of ["1", 1.5, 0, -1, undefined])
    expect(await answer(first?.id ?? "", rater, wrong)).toBe(400);
  expect(await answer(first?.id ?? "", rater, (row?.last ?? 0) + 1)).toBe(422);
  expect(await answer(first?.id ?? "", rater, (row?.first ?? 0) - 1 || 999_999)).toBe(422);
  for (const [i, each] of rest.entries())
    expect(await answer(each.id, rater, rows[i + 1]?.position)).toBe(204);
  expect((await take(id, rater)).texts.every(({ position }) => position === null)).toBe(true);
  expect((await leaderOf(of))?.pinpointed).toBeNull();
  expect(await answer(first?.id ?? "", rater, null)).toBe(204);
  const done = await take(id, rater);
  expect(done.isDone).toBe(true);
  expect(done.texts.map(({ position }) => position)).toEqual(rows.map(({ position }) => position));
  expect(await leaderOf(of)).toMatchObject({
    pinpointed: { answers: rest.length, raters: 1, exact: { right: rest.length } },
  });
});

test("eight who take at once have one hand, of eight answers at once one is logged, and another answer is refused", async () => {
  const { id } = await newLabel();
  const rater = await asPerson();
  await answerHand(id, rater);
  const hands = await Promise.all(Array.from({ length: 8 }, () => take(id, rater)));
  expect(new Set(hands.map((hand) => JSON.stringify(hand))).size).toBe(1);
  const text = hands[0]?.texts[0];
  const [one, another] = text?.tokens.map(({ position }) => position) ?? [];
  const same = await Promise.all(Array.from({ length: 8 }, () => answer(text?.id ?? "", rater, one)));
  expect(new Set(same)).toEqual(new Set([204]));
  expect(await db().labelEvent.count({ where: { labelId: id, kind: "pinpointed" } })).toBe(1);
  expect(await answer(text?.id ?? "", rater, another)).toBe(409);
  const second = hands[0]?.texts[1];
  const places = second?.tokens.slice(0, 4).map(({ position }) => position) ?? [];
  const raced = await Promise.all(places.map((place) => answer(second?.id ?? "", rater, place)));
  expect(raced.toSorted()).toEqual([204, 409, 409, 409]);
  expect(await answer(second?.id ?? "", await asPerson(), one)).toBe(404);
  await expect(
    db().pinpointCheck.update({ where: { id: text?.id ?? "" }, data: { chosen: another ?? null } }),
  ).rejects.toThrow(/given once/);
  await expect(
    db().pinpointCheck.update({ where: { id: hands[0]?.texts[2]?.id ?? "" }, data: { seed: 1 } }),
  ).rejects.toThrow(/never changes/);
});

test("nobody pinpoints by a label of their own, nor on its author's pinned examples, nor twice on one text", async () => {
  const { id, of, author } = await newLabel();
  expect((await ask(id, { id: author.id, person: author })).status).toBe(403);
  expect((await ask(id, await asProgram(author.id))).status).toBe(403);
  const rater = await asPerson();
  const windows = async () =>
    (await db().pinpointCheck.findMany({ where: { raterId: rater.id } })).map(
      ({ indexId, window }) => `${indexId}/${window}`,
    );
  await answerHand(id, rater);
  await take(id, rater);
  const [row] = await db().pinpointCheck.findMany({ where: { raterId: rater.id } });
  const other = await createPerson();
  const { id: rival } = await proposeAnyLabel(other.id, { of, text: "a rival" });
  const pinned = { corpus: row?.indexId ?? "", window: row?.window ?? 0, position: row?.position ?? 0 };
  await reviseLabel({
    ...{ labelId: rival, authorId: other.id, revision: 1, text: "a rival with an example", rationale: "" },
    evidence: { examples: [pinned], circuits: [] },
  });
  const fresh = await asPerson();
  for (const each of [rater, fresh]) {
    await answerHand(rival, each);
    const { status } = await ask(rival, each);
    // One who was asked before may have been asked all that there is.
    expect(each === fresh ? [200] : [200, 422]).toContain(status);
  }
  const seen = [
    ...(await windows()),
    ...(await db().labelCheck.findMany({ where: { raterId: rater.id } })).map(
      ({ indexId, window }) => `${indexId}/${window}`,
    ),
  ];
  expect(new Set(seen).size).toBe(seen.length);
  const theirs = await db().pinpointCheck.findMany({ where: { raterId: fresh.id } });
  expect(theirs.some((each) => each.indexId === pinned.corpus && each.window === pinned.window)).toBe(false);
});

test("answers are counted apart from programs', decide nothing, follow the log, and not those of the suspended", async () => {
  const { id, of } = await newLabel();
  const [first, second] = [await asPerson(), await asPerson()];
  await answerAll(id, first, () => 0);
  const state = (await findLabels(of, guest())).input.state;
  await answerAll(id, second, (i) => (i === 0 ? null : i % 3));
  expect((await findLabels(of, guest())).input.state).toBe(state);
  const owner = await createPerson();
  expect((await ask(id, await asProgram(owner.id, ["label"]))).status).toBe(403);
  await answerAll(id, await asProgram(owner.id), () => 2);
  const told = await leaderOf(of);
  expect(told?.pinpointed?.raters).toBe(2);
  expect(told?.byPrograms?.pinpointed).toMatchObject({
    raters: 1,
    exact: { right: 0 },
    within: { right: 0 },
  });
  const logged = (await db().labelEvent.findMany({ where: { labelId: id, kind: "pinpointed" } })).flatMap(
    ({ actorId, kind, data }) => {
      const event = labelEvent.parse({ kind, data });
      return event.kind === "pinpointed" && !event.data.byProgram ? [{ actorId, ...event.data }] : [];
    },
  );
  expect(estimatePinpointing(logged, new Set(logged.map(({ actorId }) => actorId)).size)).toEqual(
    told?.pinpointed,
  );
  expect(await recountLabels()).toEqual([]);
  const moderator = await createPerson("moderator");
  await suspendPerson({
    personId: first.id,
    actorId: moderator.id,
    reason: "Answers at random.",
    until: null,
  });
  expect((await leaderOf(of))?.pinpointed?.raters).toBe(1);
});

test("what comes next is what one has checked and not pinpointed, what was begun first", async () => {
  const rater = await asPerson();
  const next = async (without: string[] = []) => {
    const path = without.length > 0 ? `/?without=${without.join(",")}` : "/";
    return nextToCheckSchema.parse(await (await call(nextRoute, { person: rater.person, path })).json()).next;
  };
  expect(await next()).toBeNull();
  const [one, two] = [await newLabel(), await newLabel()];
  await answerHand(one.id, rater);
  await take(one.id, rater);
  await answerHand(two.id, rater);
  expect((await next())?.labelId).toBe(one.id);
  expect((await next([one.id]))?.labelId).toBe(two.id);
  for (const { id } of (await take(one.id, rater)).texts) await answer(id, rater, null);
  expect((await next())?.labelId).toBe(two.id);
});
