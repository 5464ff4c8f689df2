import { beforeAll, expect, test } from "vitest";
import { POST as handRoute } from "@/app/api/v1/features/[model]/[set]/[layer]/[index]/intruders/route";
import { PUT as answerRoute } from "@/app/api/v1/intruders/[id]/route";
import { GET as nextRoute } from "@/app/api/v1/intruders/next/route";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { db } from "@/lib/db/client";
import { packDocument, unpackDocument } from "@/lib/documents/packed-document";
import { type Evidence, evidenceSchema } from "@/lib/evidence-format/evidence";
import { featurePath } from "@/lib/features/feature-address";
import { answerCheck } from "@/lib/labels/checks/answer-check";
import { takeHand } from "@/lib/labels/checks/take-hand";
import { findLabels } from "@/lib/labels/find-labels";
import { estimateIntruders } from "@/lib/labels/intruders/estimate-intruders";
import { type IntruderHand, intruderHandSchema, nextIntrudersSchema } from "@/lib/labels/intruders/view";
import type { SideKey } from "@/lib/labels/label-event";
import { answerPinpoint } from "@/lib/labels/pinpointing/answer-pinpoint";
import { takePinpoints } from "@/lib/labels/pinpointing/take-pinpoints";
import { recountLabels } from "@/lib/labels/recount";
import { liftSuspension } from "@/lib/moderation/lift-suspension";
import { lockWork } from "@/lib/moderation/lock-work";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { storeNaiveEvidence } from "../support/evidence";
import { proposeAnyLabel } from "../support/labels";
import { call, createPerson, guest, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

/** Whoever answers: a person by a session, or a program by a key. */
type Rater = Pick<Person, "id"> & { person?: Person; headers?: Record<string, string> };

interface Asked {
  of: SideKey;
  params: Record<string, string>;
  path: string;
}

const features: Asked[] = [];

beforeAll(async () => {
  for (const { kind, layer, index } of await storeNaiveEvidence(6)) {
    const { id: dictionaryId } = await db().dictionary.findFirstOrThrow({
      where: { layer, set: { kind, model: { name: "storybook-4l" } } },
      select: { id: true },
    });
    await store({ dictionaryId, index }, roomy(await evidenceOf({ dictionaryId, index })));
    features.push({
      of: { dictionaryId, index, side: "input" },
      params: { model: "storybook-4l", set: kind, layer: String(layer), index: String(index) },
      path: featurePath({ model: "storybook-4l", kind, set: kind, layer, index }),
    });
  }
}, 120_000);

async function evidenceOf({ dictionaryId, index }: Omit<SideKey, "side">): Promise<Evidence> {
  const { document } = await db().featureEvidence.findUniqueOrThrow({
    where: { dictionaryId_index: { dictionaryId, index } },
  });
  return evidenceSchema.parse(unpackDocument(document));
}

async function store(of: Omit<SideKey, "side">, evidence: Evidence): Promise<void> {
  await db().featureEvidence.update({
    where: { dictionaryId_index: { dictionaryId: of.dictionaryId, index: of.index } },
    data: { document: packDocument(evidence) },
  });
}

/** As many texts as hands by a label, without one and of tokens take together: two bands of 13, and seven misses of either kind. */
function roomy(evidence: Evidence): Evidence {
  const of = (window: number) => ({ corpus: 0, window, position: 5 + window, probability: 1 });
  const drawn = (from: number) =>
    Array.from({ length: 13 }, (_, n) => ({
      ...{ ...of(from + n), activation: 1, fired: 1 },
      firings: [] as [number, number][],
    }));
  return {
    ...evidence,
    bands: [
      { band: 3, windows: 60, drawn: drawn(0) },
      { band: 5, windows: 20, drawn: drawn(13) },
    ],
    negatives: Array.from({ length: 14 }, (_, n) => ({
      ...of(26 + n),
      neighbour: n % 2 === 0 ? { kind: "attn", layer: 0, index: 1 } : null,
    })),
  };
}

function newFeature(): Asked {
  const feature = features.pop();
  if (!feature) throw new Error("No feature is left");
  return feature;
}

const asPerson = async (): Promise<Rater> => {
  const person = await createPerson();
  return { id: person.id, person };
};

async function asProgram(userId: string, scopes: ("label" | "check")[] = ["check"]): Promise<Rater> {
  const { key } = await createApiKey({ userId, name: "A script", scopes, days: null });
  return { id: userId, headers: { authorization: `Bearer ${key}` } };
}

const ask = ({ params }: Pick<Asked, "params">, { id: _, ...rater }: Rater) =>
  call(handRoute, { method: "POST", params, ...rater });

async function take(feature: Asked, rater: Rater): Promise<IntruderHand> {
  const response = await ask(feature, rater);
  expect(response.status).toBe(200);
  return intruderHandSchema.parse(await response.json());
}

async function answer(id: string, { id: _, ...rater }: Rater, chosen: unknown): Promise<number> {
  return (await call(answerRoute, { method: "PUT", params: { id }, ...rater, body: { chosen } })).status;
}

const rowsOf = ({ of: { dictionaryId, index } }: Asked, { id: raterId }: Rater) =>
  db().intruderQuestion.findMany({
    where: { dictionaryId, index, raterId },
    orderBy: { number: "asc" },
    include: { texts: { orderBy: { place: "asc" } } },
  });

/** A whole hand, of which those that `isRight` says are answered rightly. */
async function answerAll(feature: Asked, rater: Rater, isRight: (i: number) => boolean) {
  for (const [i, { id }] of (await take(feature, rater)).questions.entries()) {
    const { intruder } = await db().intruderQuestion.findUniqueOrThrow({ where: { id } });
    expect(await answer(id, rater, isRight(i) ? intruder : (intruder + 1) % 5)).toBe(204);
  }
  return take(feature, rater);
}

const toldOf = async ({ of }: Asked) => (await findLabels(of, guest())).input.intruders;

/** Says by a label in which texts the feature fires, all of it. */
async function answerLabel(labelId: string, { id: raterId }: Rater): Promise<void> {
  const by = { raterId, byProgram: false };
  for (const { id: checkId } of (await takeHand({ labelId, ...by })).texts)
    await answerCheck({ checkId, ...by, said: { says: true } });
}

const label = async ({ of }: Asked, text = "what it fires on") => {
  const author = await createPerson();
  return { author, ...(await proposeAnyLabel(author.id, { of, text })) };
};

test("four texts fire and one does not, all are as long, and nothing of which it is is told before all is answered", async () => {
  const feature = newFeature();
  const rater = await asPerson();
  const hand = await take(feature, rater);
  expect(hand.questions).toHaveLength(4);
  expect(await take(feature, rater)).toEqual(hand);
  const { bands, negatives } = await evidenceOf(feature.of);
  const rows = await rowsOf(feature, rater);
  for (const [i, { texts, intruder, band, windows }] of rows.entries()) {
    const from = bands.find((each) => each.band === band);
    expect(from?.windows).toBe(windows);
    for (const { place, window, position } of texts) {
      const drawn = place === intruder ? negatives : (from?.drawn ?? []);
      expect(drawn.some((each) => each.window === window && each.position === position)).toBe(true);
    }
    const shown = hand.questions[i]?.texts ?? [];
    const places = shown.map((tokens) => tokens.map(({ position }) => position));
    const count = (texts[0]?.last ?? 0) - (texts[0]?.first ?? 0) + 1;
    expect(places).toEqual(Array.from({ length: 5 }, () => Array.from({ length: count }, (_, n) => n + 1)));
  }
  const [first, ...rest] = hand.questions;
  for (const wrong of ["1", 1.5, 5, -1, null, undefined])
    expect(await answer(first?.id ?? "", rater, wrong)).toBe(400);
  for (const { id } of rest) {
    const { intruder } = await db().intruderQuestion.findUniqueOrThrow({ where: { id } });
    expect(await answer(id, rater, intruder)).toBe(204);
  }
  expect((await take(feature, rater)).questions.map(({ intruder }) => intruder)).toEqual(
    rows.map(() => null),
  );
  expect(await toldOf(feature)).toBeNull();
  expect(await answer(first?.id ?? "", rater, ((rows[0]?.intruder ?? 0) + 1) % 5)).toBe(204);
  const done = await take(feature, rater);
  expect(done.isDone).toBe(true);
  expect(done.questions.map(({ intruder }) => intruder)).toEqual(rows.map(({ intruder }) => intruder));
  expect(await toldOf(feature)).toMatchObject({
    people: { answers: rows.length, raters: 1, right: rows.length - 1, chance: 0.2 },
    ...{ knowing: null, programs: null },
  });
});

test("whichever of five texts does not belong, what is answered is the same to the letter", async () => {
  const feature = newFeature();
  const first = await asPerson();
  const hand = await take(feature, first);
  const rows = await rowsOf(feature, first);
  const shown = ({ feature: of, isDone, questions }: IntruderHand) =>
    JSON.stringify({ of, isDone, questions: questions.map(({ id: _, ...question }) => question) });
  for (const step of [1, 2, 3, 4]) {
    const other = await asPerson();
    for (const { id: _, texts, intruder, isNear, band, ...row } of rows)
      await db().intruderQuestion.create({
        data: {
          ...{ ...row, raterId: other.id, intruder: (intruder + step) % 5, isNear: !isNear },
          ...{ band: band + step, seed: step },
          texts: { create: texts.map(({ questionId: _, ...text }) => ({ ...text, probability: 1 / step })) },
        },
      });
    expect(shown(await take(feature, other))).toBe(shown(hand));
  }
});

test("eight who take at once have one hand, and of answers at once one is taken and another is refused", async () => {
  const feature = newFeature();
  const rater = await asPerson();
  const hands = await Promise.all(Array.from({ length: 8 }, () => take(feature, rater)));
  expect(new Set(hands.map((hand) => JSON.stringify(hand))).size).toBe(1);
  const [one, two] = hands[0]?.questions ?? [];
  const same = await Promise.all(Array.from({ length: 8 }, () => answer(one?.id ?? "", rater, 3)));
  expect(new Set(same)).toEqual(new Set([204]));
  expect(await answer(one?.id ?? "", rater, 2)).toBe(409);
  const raced = await Promise.all([0, 1, 2, 3].map((place) => answer(two?.id ?? "", rater, place)));
  expect(raced.toSorted()).toEqual([204, 409, 409, 409]);
  expect(await answer(two?.id ?? "", await asPerson(), 1)).toBe(404);
  expect(await answer(two?.id ?? "", await asProgram(rater.id), 1)).toBe(404);
  const { texts } = (await rowsOf(feature, rater))[0] ?? { texts: [] };
  const where = { questionId_place: { questionId: texts[0]?.questionId ?? "", place: 0 } };
  await expect(db().intruderText.update({ where, data: { window: 1 } })).rejects.toThrow(/never changed/);
  await expect(
    db().intruderQuestion.update({ where: { id: one?.id ?? "" }, data: { chosen: 1 } }),
  ).rejects.toThrow(/given once/);
  const open = hands[0]?.questions[3]?.id ?? "";
  await expect(db().intruderQuestion.update({ where: { id: open }, data: { seed: 1 } })).rejects.toThrow(
    /never changes/,
  );
});

test("no text comes twice to a person, by a label or without one, and a hand by a label is answered first", async () => {
  const feature = newFeature();
  const { id: labelId } = await label(feature);
  const rater = await asPerson();
  const by = { raterId: rater.id, byProgram: false };
  const hand = await takeHand({ labelId, ...by });
  expect((await ask(feature, rater)).status).toBe(409);
  expect((await ask(feature, await asProgram(rater.id))).status).toBe(409);
  for (const { id: checkId } of hand.texts) await answerCheck({ checkId, ...by, said: { says: null } });
  expect((await takePinpoints({ labelId, ...by })).texts).toHaveLength(6);
  expect((await ask(feature, rater)).status).toBe(409);
  for (const { id: checkId } of (await takePinpoints({ labelId, ...by })).texts)
    await answerPinpoint({ checkId, ...by, chosen: null });
  // How many are left goes by what the hands before drew: a hand is two at least.
  expect((await take(feature, rater)).questions.length).toBeGreaterThanOrEqual(2);
  const fresh = await asPerson();
  const own = { raterId: fresh.id, byProgram: false };
  expect((await take(feature, fresh)).questions).toHaveLength(4);
  await answerLabel(labelId, fresh);
  expect((await takePinpoints({ labelId, ...own })).texts.length).toBeGreaterThan(0);
  const byKey = await asProgram(fresh.id);
  expect((await ask(feature, byKey)).status).toBe(409);
  for (const each of [rater, fresh]) {
    const where = { raterId: each.id };
    const seen = [
      ...(await db().labelCheck.findMany({ where })),
      ...(await db().pinpointCheck.findMany({ where })),
      ...(await db().intruderText.findMany({ where: { question: where } })),
    ].map(({ indexId, window }) => `${indexId}/${window}`);
    expect(new Set(seen).size).toBe(seen.length);
  }
});

test("what is right is told when nothing is asked by a label any more, and who was asked by one is counted apart", async () => {
  const feature = newFeature();
  const { id: labelId } = await label(feature);
  const rater = await asPerson();
  const by = { raterId: rater.id, byProgram: false };
  await take(feature, rater);
  const { texts } = await takeHand({ labelId, ...by });
  const done = await answerAll(feature, rater, () => true);
  expect(done.isDone).toBe(true);
  expect(done.questions.every(({ intruder }) => intruder === null)).toBe(true);
  for (const { id: checkId } of texts) await answerCheck({ checkId, ...by, said: { says: true } });
  expect((await take(feature, rater)).questions.every(({ intruder }) => intruder !== null)).toBe(true);
  expect(await toldOf(feature)).toMatchObject({ people: null, knowing: { raters: 1 }, programs: null });
});

test("authors and programs are counted apart, it decides nothing, and not those of the suspended", async () => {
  const feature = newFeature();
  const { author } = await label(feature);
  const [first, second] = [await asPerson(), await asPerson()];
  const { questions } = await answerAll(feature, first, () => true);
  await answerAll(feature, second, (i) => i % 2 === 0);
  await answerAll(feature, { id: author.id, person: author }, () => true);
  const owner = await createPerson();
  expect((await ask(feature, await asProgram(owner.id, ["label"]))).status).toBe(403);
  await answerAll(feature, await asProgram(owner.id), () => false);
  const told = await toldOf(feature);
  expect(told).toMatchObject({
    people: { raters: 2 },
    knowing: { raters: 1 },
    programs: { raters: 1, right: 0 },
  });
  const counted = [...(await rowsOf(feature, first)), ...(await rowsOf(feature, second))];
  expect(told?.people).toEqual(
    estimateIntruders(
      counted.map(({ chosen, intruder, ...row }) => ({ ...row, isRight: chosen === intruder })),
      2,
    ),
  );
  expect((await findLabels(feature.of, guest())).input.state).toBe("proposed");
  expect(await recountLabels()).toEqual([]);
  const moderator = await createPerson("moderator");
  const acting = { personId: first.id, actorId: moderator.id, reason: "Answers at random." };
  await suspendPerson({ ...acting, until: null });
  expect(await toldOf(feature)).toMatchObject({ people: { raters: 1 }, knowing: { raters: 1 } });
  expect((await ask(feature, first)).status).toBe(403);
  expect(await answer(questions[0]?.id ?? "", first, 1)).toBe(403);
  await liftSuspension(acting);
  expect(await toldOf(feature)).toEqual(told);
});

test("there is no hand of a feature that is not there, has too few texts or is locked", async () => {
  const feature = newFeature();
  const rater = await asPerson();
  expect((await ask({ params: { ...feature.params, index: "99999999" } }, rater)).status).toBe(404);
  expect((await ask({ params: { ...feature.params, model: "none" } }, rater)).status).toBe(404);
  const { dictionaryId, index } = feature.of;
  const evidence = await evidenceOf(feature.of);
  const few = {
    ...evidence,
    bands: evidence.bands.map((band) => ({ ...band, drawn: band.drawn.slice(0, 1) })),
  };
  await store(feature.of, few);
  expect((await ask(feature, rater)).status).toBe(422);
  expect(await db().naming.count({ where: { dictionaryId, index } })).toBe(0);
  await store(feature.of, evidence);
  const hand = await take(feature, rater);
  const moderator = await createPerson("moderator");
  await lockWork(
    {
      subject: { kind: "feature", id: `${dictionaryId}.${index}` },
      ...{ actorId: moderator.id, reason: "A flood of labels." },
    },
    "lock",
  );
  expect((await ask(feature, await asPerson())).status).toBe(403);
  expect(await answer(hand.questions[0]?.id ?? "", rater, 0)).toBe(403);
});

test("what comes next is what was begun, then what one knows no label of, and never what has too few texts", async () => {
  const [one, two] = [newFeature(), newFeature()];
  const rater = await asPerson();
  const next = async (without: string[] = []) => {
    const path = without.length > 0 ? `/?without=${encodeURIComponent(without.join(","))}` : "/";
    return nextIntrudersSchema.parse(await (await call(nextRoute, { person: rater.person, path })).json())
      .next?.feature;
  };
  expect((await call(nextRoute)).status).toBe(401);
  // Of the features that some have told of and not enough: this one, when no other test's is.
  await db().$executeRaw`update "Naming" set intruders = null`;
  await answerAll(one, await asPerson(), () => true);
  expect(await next()).toBe(one.path);
  await take(two, rater);
  expect(await next()).toBe(two.path);
  expect(await next([two.path])).not.toBe(two.path);
  const { id: labelId } = await label(one);
  await answerLabel(labelId, rater);
  const poor = newFeature();
  const evidence = await evidenceOf(poor.of);
  await store(poor.of, { ...evidence, negatives: evidence.negatives.slice(0, 1) });
  const passed = [two.path];
  while (passed.length < 50) {
    const found = await next(passed);
    if (found === undefined) break;
    expect([one.path, poor.path]).not.toContain(found);
    passed.push(found);
  }
  expect(passed.length).toBe(50);
  await answerAll(two, rater, () => false);
  expect(await next()).not.toBe(two.path);
});
