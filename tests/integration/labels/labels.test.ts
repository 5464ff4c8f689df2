import { expect, test } from "vitest";
import {
  GET as labelsRoute,
  POST as proposeRoute,
} from "@/app/api/v1/features/[model]/[set]/[layer]/[index]/labels/route";
import { POST as handRoute } from "@/app/api/v1/labels/[id]/checks/route";
import { GET as historyRoute } from "@/app/api/v1/labels/[id]/history/route";
import { POST as revertRoute } from "@/app/api/v1/labels/[id]/reversions/route";
import { PUT as reviseRoute } from "@/app/api/v1/labels/[id]/route";
import { DELETE as unvoteRoute, PUT as voteRoute } from "@/app/api/v1/labels/[id]/vote/route";
import { DELETE as restoreRoute, PUT as withdrawRoute } from "@/app/api/v1/labels/[id]/withdrawal/route";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { db } from "@/lib/db/client";
import { findLabelsOfPerson } from "@/lib/labels/find-labels-of-person";
import {
  type FeatureLabels,
  featureLabelsSchema,
  labelHistorySchema,
  proposedLabelSchema,
} from "@/lib/labels/view";
import { addressOfFeature } from "../support/labels";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

let features = 0;

/** A feature that no other test labels. */
function feature() {
  const params = addressOfFeature(features++);
  const labels = async (person: Person | null = null): Promise<FeatureLabels> =>
    featureLabelsSchema.parse(await (await call(labelsRoute, { params, person })).json());
  const propose = async (person: Person, text: string, more: object = {}) => {
    const body = { side: "input", text, ...more };
    const response = await call(proposeRoute, { method: "POST", params, person, body });
    return { status: response.status, body: await response.json() };
  };
  const proposed = async (person: Person, text: string, more: object = {}) =>
    proposedLabelSchema.parse((await propose(person, text, more)).body).id;
  return { params, labels, propose, proposed };
}

async function voteOn(id: string, person: Person, vote: object): Promise<number> {
  const response = await call(voteRoute, {
    ...{ method: "PUT", params: { id }, person, body: { wording: 1, ...vote } },
  });
  return response.status;
}

const people = (count: number) => Promise.all(Array.from({ length: count }, () => createPerson()));
const against = { value: -1, reason: "tooBroad" };

test("what one proposes leads its side and leaves the other as it was", async () => {
  const { labels, proposed } = feature();
  const [ann] = await people(1);
  if (!ann) return;
  const before = await labels();
  expect(before.input).toMatchObject({ state: "unlabelled", leaderId: null, missing: "One proposal." });
  const id = await proposed(ann, "  fires on\n the  last name ", { rationale: "See *Mary*." });
  const { input, output } = await labels();
  expect(input).toMatchObject({ state: "proposed", leaderId: id, count: 1 });
  expect(input.proposals[0]).toMatchObject({
    text: "fires on the last name",
    author: { handle: ann.handle },
    isMine: false,
    writeUp: [{ children: ["See ", { children: ["Mary"] }, "."] }],
  });
  expect((await labels(ann)).input.proposals[0]?.isMine).toBe(true);
  expect(output.state).toBe("unlabelled");
});

test("a proposal and the log's line of it are of one moment, so that a recount has them in the same order", async () => {
  const id = await feature().proposed(await createPerson(), "of one moment");
  const label = await db().label.findUniqueOrThrow({ where: { id } });
  const told = await db().labelEvent.findFirstOrThrow({ where: { labelId: id, kind: "proposed" } });
  expect(told.at).toEqual(label.createdAt);
});

test("a label that says the same in other capitals or with a full stop is refused, and says who has it", async () => {
  const { propose, proposed } = feature();
  const [ann, ben] = await people(2);
  if (!ann || !ben) return;
  await proposed(ann, "names after a comma");
  const again = await propose(ben, "\u201cNames, after a comma.\u201d");
  expect(again.status).toBe(409);
  expect(again.body.fields.text).toContain(
    `${ann.handle} has proposed \u201cnames after a comma\u201d already`,
  );
  expect((await propose(ben, "names after a comma", { side: "output" })).status).toBe(201);
});

test.each([
  ["two characters", "ab"],
  ["121 characters", "x".repeat(121)],
  ["nothing but signs", "...!?"],
  ["a right-to-left override", "names \u202e seman"],
  ["a zero-width space", "na\u200bmes"],
  ["a NUL", "names\0"],
  ["half a character", "names\ud800"],
])("of %s a label is refused beside its field", async (_, text) => {
  const { propose, labels } = feature();
  const [ann] = await people(1);
  if (!ann) return;
  const { status, body } = await propose(ann, text);
  expect(status).toBe(400);
  expect(Object.keys(body.fields)).toEqual(["text"]);
  expect((await labels()).input.count).toBe(0);
});

test("an emoji counts as one character, and markup is text", async () => {
  const { proposed, labels } = feature();
  const [ann] = await people(1);
  if (!ann) return;
  const text = `<script>alert(1)</script> ${"\u{1f600}".repeat(90)}`;
  await proposed(ann, text);
  expect((await labels()).input.proposals[0]?.text).toBe(text);
});

test("a fourth proposal of one person is refused, and one taken back makes room", async () => {
  const { propose, proposed, labels } = feature();
  const [ann] = await people(1);
  if (!ann) return;
  const first = await proposed(ann, "first words");
  await proposed(ann, "second words");
  await proposed(ann, "third words");
  expect((await propose(ann, "fourth words")).status).toBe(409);
  await call(withdrawRoute, { method: "PUT", params: { id: first }, person: ann });
  expect((await propose(ann, "fourth words")).status).toBe(201);
  expect((await labels(ann)).input.withdrawn).toEqual([{ id: first, text: "first words" }]);
  expect((await labels()).input.withdrawn).toEqual([]);
  const restored = await call(restoreRoute, { method: "DELETE", params: { id: first }, person: ann });
  expect(restored.status).toBe(409);
});

test("votes put proposals in order, one a person, changeable, and not on one's own", async () => {
  const { proposed, labels } = feature();
  const [ann, ben, cleo] = await people(3);
  if (!ann || !ben || !cleo) return;
  const hers = await proposed(ann, "a person's name");
  const his = await proposed(ben, "a girl's name");
  expect((await labels()).input.leaderId).toBe(hers);
  expect(await voteOn(hers, ann, { value: 1 })).toBe(403);
  expect(await voteOn(his, cleo, { value: 1 })).toBe(204);
  expect(await voteOn(his, cleo, { value: 1 })).toBe(204);
  expect((await labels()).input).toMatchObject({ leaderId: his, state: "proposed" });
  expect(await voteOn(his, cleo, against)).toBe(204);
  const { input } = await labels(cleo);
  expect(input.leaderId).toBe(hers);
  expect(input.proposals[1]).toMatchObject({
    ...{ votesFor: 0, votesAgainst: 1, against: [{ reason: "tooBroad", votes: 1 }] },
    ownVote: { value: -1, reason: "tooBroad", counts: true },
  });
  await call(unvoteRoute, { method: "DELETE", params: { id: his }, person: cleo });
  expect((await labels(cleo)).input.proposals[1]).toMatchObject({ votesAgainst: 0, ownVote: null });
  expect(await voteOn(his, cleo, { value: -1 })).toBe(400);
  expect(await voteOn(his, cleo, { value: -1, reason: "other", words: " " })).toBe(400);
  expect(await voteOn(his, cleo, { value: 2 })).toBe(400);
});

test("two against what leads make a side contested, and what all are against does not lead", async () => {
  const { proposed, labels } = feature();
  const [ann, ...others] = await people(5);
  if (!ann) return;
  const id = await proposed(ann, "a name of somebody");
  const [b, c, d, e] = others;
  if (!b || !c || !d || !e) return;
  await Promise.all([voteOn(id, b, { value: 1 }), voteOn(id, c, { value: 1 })]);
  await voteOn(id, d, against);
  expect((await labels()).input.state).toBe("proposed");
  await voteOn(id, e, against);
  expect((await labels()).input).toMatchObject({
    ...{ state: "contested", leaderId: id, reason: "2 votes against what leads, beside 2 for it." },
  });
  await voteOn(id, c, against);
  expect((await labels()).input).toMatchObject({ state: "contested", leaderId: null });
});

test("a revision keeps what was said before, votes are for a wording, and a reversion has its votes again", async () => {
  const { proposed, labels } = feature();
  const [ann, ben] = await people(2);
  if (!ann || !ben) return;
  const id = await proposed(ann, "reads the last name");
  await voteOn(id, ben, { value: 1 });
  const revise = (text: string, revision: number) =>
    call(reviseRoute, { method: "PUT", params: { id }, person: ann, body: { text, revision } });
  expect((await revise("reads the first name", 1)).status).toBe(200);
  expect((await revise("reads any name", 1)).status).toBe(409);
  expect((await labels(ben)).input.proposals[0]).toMatchObject({
    ...{ text: "reads the first name", revision: 2, wording: 2, votesFor: 0 },
    ownVote: { value: 1, counts: false },
  });
  expect(await voteOn(id, ben, { value: 1 })).toBe(409);
  const history = async (person: Person | null) =>
    labelHistorySchema.parse(await (await call(historyRoute, { params: { id }, person })).json());
  expect((await history(null)).revisions[0]).toMatchObject({
    number: 2,
    ancestor: 1,
    words: [
      { text: "reads the ", is: "same" },
      { text: "last", is: "removed" },
      { text: "first", is: "added" },
      { text: " name", is: "same" },
    ],
  });
  const reverted = await call(revertRoute, {
    ...{ method: "POST", params: { id }, person: ann, body: { to: 1, revision: 2 } },
  });
  expect(reverted.status).toBe(200);
  expect((await labels(ben)).input.proposals[0]).toMatchObject({
    ...{ text: "reads the last name", revision: 3, wording: 1, votesFor: 1 },
    ownVote: { counts: true },
  });
  expect((await history(ann)).revisions.map(({ number, ancestor }) => [number, ancestor])).toEqual([
    [3, 1],
    [2, 1],
    [1, null],
  ]);
  await expect(
    db().labelRevision.updateMany({ where: { labelId: id }, data: { text: "changed" } }),
  ).rejects.toThrow(/never changed/);
});

test("one taken back is nobody's to see, and leads again with its votes when it is made again", async () => {
  const { proposed, labels } = feature();
  const [ann, ben] = await people(2);
  if (!ann || !ben) return;
  const id = await proposed(ann, "what follows a verb");
  await voteOn(id, ben, { value: 1 });
  const withdraw = () => call(withdrawRoute, { method: "PUT", params: { id }, person: ann });
  await withdraw();
  expect((await withdraw()).status).toBe(204);
  expect((await labels()).input).toMatchObject({ state: "unlabelled", count: 0, proposals: [] });
  expect(await voteOn(id, ben, { value: 1 })).toBe(404);
  expect((await call(historyRoute, { params: { id }, person: ben })).status).toBe(404);
  await call(restoreRoute, { method: "DELETE", params: { id }, person: ann });
  expect((await labels()).input).toMatchObject({ leaderId: id, proposals: [{ votesFor: 1 }] });
});

test("evidence that is not there is refused", async () => {
  const { propose } = feature();
  const [ann] = await people(1);
  if (!ann) return;
  const id = crypto.randomUUID();
  const circuits = await propose(ann, "in a circuit", { evidence: { examples: [], circuits: [id] } });
  expect(circuits).toMatchObject({ status: 422 });
  const examples = [{ corpus: id, window: 1, position: 1 }];
  expect(await propose(ann, "in a text", { evidence: { examples, circuits: [] } })).toMatchObject({
    status: 422,
  });
});

test("a person's labels are listed, the latest first, each once; not what was taken back, and nothing of who is suspended", async () => {
  const [ann] = await people(1);
  if (!ann) return;
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) ids.push(await feature().proposed(ann, `words number ${n}`));
  await call(withdrawRoute, { method: "PUT", params: { id: ids[1] ?? "" }, person: ann });
  const walked: string[] = [];
  for (let cursor: string | undefined = "", more = true; more; more = cursor !== undefined) {
    const page: Awaited<ReturnType<typeof findLabelsOfPerson>> = await findLabelsOfPerson({
      handle: ann.handle,
      cursor: cursor || undefined,
      limit: 2,
    });
    walked.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  }
  expect(walked).toEqual([4, 3, 2, 0].map((n) => ids[n]));
  const [latest] = (await findLabelsOfPerson({ handle: ann.handle })).items;
  expect(latest).toMatchObject({ text: "words number 4", side: "input", state: "proposed" });
  await db().user.update({ where: { id: ann.id }, data: { suspendedAt: new Date() } });
  expect((await findLabelsOfPerson({ handle: ann.handle })).items).toEqual([]);
});

test("what a program proposes says so, and a program neither votes nor answers", async () => {
  const { params, labels } = feature();
  const [ann, ben] = await people(2);
  if (!ann || !ben) return;
  const { key } = await createApiKey({ userId: ann.id, name: "mine", scopes: ["label"], days: null });
  const headers = { authorization: `Bearer ${key}` };
  const body = { side: "input", text: "said by a program" };
  expect((await call(proposeRoute, { method: "POST", params, headers, body })).status).toBe(201);
  const { proposals } = (await labels()).input;
  expect(proposals[0]).toMatchObject({ source: "program", author: { handle: ann.handle } });
  const id = await feature().proposed(ben, "said by a person");
  const vote = { wording: 1, value: 1 };
  expect((await call(voteRoute, { method: "PUT", params: { id }, headers, body: vote })).status).toBe(403);
  expect((await call(handRoute, { method: "POST", params: { id }, headers })).status).toBe(403);
});
