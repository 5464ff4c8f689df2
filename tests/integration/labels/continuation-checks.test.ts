import { beforeAll, expect, test } from "vitest";
import { PUT as answerRoute } from "@/app/api/v1/checks/[id]/route";
import { GET as nextRoute } from "@/app/api/v1/checks/next/route";
import { POST as handRoute } from "@/app/api/v1/labels/[id]/checks/route";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { db } from "@/lib/db/client";
import { unpackDocument } from "@/lib/documents/packed-document";
import { evidenceSchema } from "@/lib/evidence-format/evidence";
import { type ContinuationStratum, stratumSchema } from "@/lib/labels/checks/stratum";
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

/** Whoever answers: a person by a session, or a program by a key. */
type Rater = Pick<Person, "id"> & { person?: Person; headers?: Record<string, string> };

const sides: SideKey[] = [];

beforeAll(async () => {
  const features = await storeNaiveEvidence(6);
  for (const { kind, layer, index } of features) {
    const { id: dictionaryId } = await db().dictionary.findFirstOrThrow({
      where: { layer, set: { kind, model: { name: "storybook-4l" } } },
      select: { id: true },
    });
    sides.push({ dictionaryId, index, side: "output" });
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
  call(handRoute, { method: "POST", params: { id: labelId }, ...rater });

async function takeHand(labelId: string, rater: Rater): Promise<Hand> {
  const response = await ask(labelId, rater);
  expect(response.status).toBe(200);
  return handSchema.parse(await response.json());
}

async function answer(id: string, { id: _, ...rater }: Rater, body: unknown): Promise<number> {
  return (await call(answerRoute, { method: "PUT", params: { id }, ...rater, body })).status;
}

async function stratumOf(id: string): Promise<ContinuationStratum> {
  const stratum = stratumSchema.parse((await db().labelCheck.findUniqueOrThrow({ where: { id } })).stratum);
  if (stratum.is !== "continuation") throw new Error("No token is asked about");
  return stratum;
}

async function answerAll(labelId: string, rater: Rater, isRight: (i: number) => boolean): Promise<Hand> {
  for (const [i, { id }] of (await takeHand(labelId, rater)).texts.entries()) {
    const { raised } = await stratumOf(id);
    expect(await answer(id, rater, { chosen: isRight(i) ? raised : (raised + 1) % 4 })).toBe(204);
  }
  return takeHand(labelId, rater);
}

/** A label of a feature of which there is a hand; features without one are passed. */
async function newLabel(): Promise<{ id: string; of: SideKey; author: Person }> {
  for (let of = sides.pop(); of; of = sides.pop()) {
    const author = await createPerson();
    const { id } = await proposeAnyLabel(author.id, { of, text: "what comes next" });
    if ((await ask(id, await asPerson())).status === 200) return { id, of, author };
  }
  throw new Error("No feature is left");
}

const outputOf = async (of: SideKey) => (await findLabels(of, guest())).output;

test("a hand asks after texts in which it fires which of four tokens it raises, and tells nothing before all is answered", async () => {
  const { id, of } = await newLabel();
  const rater = await asPerson();
  const hand = await takeHand(id, rater);
  expect(hand).toMatchObject({ asks: "raises", isDone: false });
  expect(hand.texts.length).toBeGreaterThanOrEqual(4);
  expect(JSON.stringify(hand)).not.toMatch(/"raised":\d|decoy|together|stratum|value/);
  expect(await takeHand(id, rater)).toEqual(hand);
  const { document } = await db().featureEvidence.findUniqueOrThrow({
    where: { dictionaryId_index: { dictionaryId: of.dictionaryId, index: of.index } },
  });
  const { logits } = evidenceSchema.parse(unpackDocument(document));
  const promoted = logits?.promoted.map(({ token }) => token) ?? [];
  const rows = await db().labelCheck.findMany({
    where: { labelId: id, raterId: rater.id },
    orderBy: { number: "asc" },
  });
  const shown = hand.texts.flatMap(({ options }) => options?.map((token) => token.id) ?? []);
  expect(new Set(shown).size).toBe(4 * hand.texts.length);
  for (const [i, text] of hand.texts.entries()) {
    const stratum = await stratumOf(text.id);
    expect(text.options?.map((token) => token.id)).toEqual(stratum.options);
    // The right one is of those that it raises most, and none of the others is.
    expect(stratum.options.filter((token) => promoted.includes(token))).toEqual([
      stratum.options[stratum.raised],
    ]);
    // The text ends where the feature is strongest: what comes next in the corpus is not shown.
    expect(text.tokens.at(-1)?.position).toBe(rows[i]?.position);
  }
  const [first, ...rest] = hand.texts;
  expect(await answer(first?.id ?? "", rater, { says: true })).toBe(422);
  expect(await answer(first?.id ?? "", rater, { chosen: 4 })).toBe(422);
  expect(await answer(first?.id ?? "", rater, { chosen: -1 })).toBe(400);
  expect(await answer(first?.id ?? "", rater, { chosen: 1, says: null })).toBe(400);
  expect(await answer(first?.id ?? "", rater, { chosen: null })).toBe(204);
  for (const each of rest.slice(1)) await answer(each.id, rater, { chosen: 0 });
  expect((await takeHand(id, rater)).texts.map(({ raised }) => raised)).toEqual(hand.texts.map(() => null));
  expect((await outputOf(of)).proposals[0]?.continuations).toBeNull();
  await answer(rest[0]?.id ?? "", rater, { chosen: 0 });
  const done = await takeHand(id, rater);
  expect(done.isDone).toBe(true);
  for (const text of done.texts) expect(text.raised).toBe((await stratumOf(text.id)).raised);
  expect((await outputOf(of)).proposals[0]).toMatchObject({
    ...{ blind: null, byPrograms: null },
    continuations: { answers: rest.length, raters: 1 },
  });
});

test("two who name by it what the feature raises make an output label supported, and votes alone never do", async () => {
  const { id, of } = await newLabel();
  const voters = await Promise.all(Array.from({ length: 5 }, () => createPerson()));
  await db().labelVote.createMany({
    data: voters.map(({ id: voterId }) => ({ labelId: id, voterId, wording: 1, value: 1 })),
  });
  expect(await outputOf(of)).toMatchObject({
    ...{ state: "proposed", missing: "For supported: 20 more blind answers from 2 people." },
  });
  await db().labelVote.deleteMany({ where: { labelId: id } });
  let raters = 0;
  while (raters < 2 || ((await outputOf(of)).proposals[0]?.continuations?.answers ?? 0) < 20) {
    expect((await outputOf(of)).state).toBe("proposed");
    expect((await answerAll(id, await asPerson(), () => true)).isDone).toBe(true);
    raters++;
  }
  expect(await outputOf(of)).toMatchObject({
    ...{ state: "supported", leaderId: id },
    reason: "People who knew only this label could tell what the feature makes the model say.",
  });
  expect(await recountLabels()).toEqual([]);
});

test("an output label by which people guess is contested", async () => {
  const { id, of } = await newLabel();
  for (let n = 0; n < 6; n++) await answerAll(id, await asPerson(), (i) => i % 4 === 0);
  expect(await outputOf(of)).toMatchObject({
    ...{
      state: "contested",
      reason: "People who knew only what leads could not tell what the feature makes the model say.",
    },
  });
  expect(await recountLabels()).toEqual([]);
});

test("who was asked what a feature raises is never asked again, by whatever wording or key, also at once", async () => {
  const { id, of, author } = await newLabel();
  const rater = await asPerson();
  const hands = await Promise.all(Array.from({ length: 8 }, () => takeHand(id, rater)));
  expect(new Set(hands.map((hand) => JSON.stringify(hand))).size).toBe(1);
  const program = await asProgram(rater.id);
  expect((await ask(id, program)).status).toBe(422);
  const both = await asPerson();
  const itsProgram = await asProgram(both.id);
  const tried = await Promise.all([both, itsProgram, both, itsProgram].map((each) => ask(id, each)));
  expect(tried.map(({ status }) => status).sort()).toEqual([200, 200, 422, 422]);
  const { id: another } = await proposeAnyLabel((await createPerson()).id, { of, text: "something else" });
  expect((await ask(another, rater)).status).toBe(422);
  await reviseLabel({
    ...{ labelId: id, authorId: author.id, revision: 1, text: "said anew", rationale: "" },
    evidence: { examples: [], circuits: [] },
  });
  expect((await ask(id, rater)).status).toBe(422);
  expect((await ask(id, { id: author.id, person: author })).status).toBe(403);
  expect((await ask(id, await asProgram(author.id))).status).toBe(403);
});

test("what programs answer is counted apart and decides nothing, and takes a key that may check", async () => {
  const { id, of } = await newLabel();
  const owner = await createPerson();
  expect((await ask(id, await asProgram(owner.id, ["label"]))).status).toBe(403);
  for (let n = 0; n < 6; n++) await answerAll(id, await asProgram((await createPerson()).id), () => true);
  const { state, proposals } = await outputOf(of);
  expect(state).toBe("proposed");
  expect(proposals[0]).toMatchObject({
    continuations: null,
    byPrograms: { blind: null, continuations: { raters: 6 } },
  });
  expect(await recountLabels()).toEqual([]);
  // A person's answer is not a key's to give, nor a program's a person's.
  const person = await createPerson();
  const [asThemselves, byKey] = [{ id: person.id, person }, await asProgram(person.id)];
  const { texts } = await takeHand(id, asThemselves);
  expect(await answer(texts[0]?.id ?? "", byKey, { chosen: 0 })).toBe(404);
});

test("labels of both sides come next, and none of a feature that one was asked about", async () => {
  const rater = await asPerson();
  const next = async (without: string[] = []) => {
    const path = without.length > 0 ? `/?without=${without.join(",")}` : "/";
    const { id: _, ...by } = rater;
    return nextToCheckSchema.parse(await (await call(nextRoute, { ...by, path })).json()).next;
  };
  const { id, of } = await newLabel();
  const offered: string[] = [];
  for (let each = await next(); each; each = await next(offered.slice(-50))) {
    if (offered.includes(each.labelId)) break;
    offered.push(each.labelId);
  }
  expect(offered).toContain(id);
  const { texts } = await takeHand(id, rater);
  expect((await next())?.labelId).toBe(id);
  for (const text of texts) await answer(text.id, rater, { chosen: 0 });
  const { id: rival } = await proposeAnyLabel((await createPerson()).id, { of, text: "a rival" });
  await db().naming.updateMany({ where: of, data: { leaderId: rival } });
  const after: string[] = [];
  for (let each = await next(); each && !after.includes(each.labelId); each = await next(after.slice(-50)))
    after.push(each.labelId);
  expect(after).not.toContain(rival);
  expect(after).not.toContain(id);
});
