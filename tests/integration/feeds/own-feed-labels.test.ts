import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { createFinding } from "@/lib/findings/create-finding";
import { publishFinding } from "@/lib/findings/publish-finding";
import { judgeFeature } from "@/lib/judgements/judge-feature";
import type { SideKey } from "@/lib/labels/label-event";
import { unvote, vote } from "@/lib/labels/vote";
import { withdrawLabel } from "@/lib/labels/withdraw-label";
import { hideWork } from "@/lib/moderation/hide-work";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { createFinishedCircuit } from "../support/circuits";
import { proposeAnyLabel, sideOfFeature } from "../support/labels";
import { addFeature, makeFeedKey, minutesApart, readOwnFeed } from "../support/own-feed";
import { createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();
const later = minutesApart();

const against = (labelId: string, voter: Person) =>
  vote({ labelId, voterId: voter.id, wording: 1, value: -1, reason: "tooBroad", words: "Not so." });
const inFavour = (labelId: string, voter: Person) =>
  vote({ labelId, voterId: voter.id, wording: 1, value: 1, reason: null, words: null });

async function sideOfResidual(layer: number, index: number): Promise<SideKey> {
  const { id } = await db().dictionary.findFirstOrThrow({
    where: { layer, set: { kind: "resid", model: { name: "storybook-4l" } } },
    select: { id: true },
  });
  return { dictionaryId: id, index, side: "input" };
}

test("one's own feed tells of labels that others propose for what one labelled, judged or has in a finding, and of no other", async () => {
  const [person, other] = await Promise.all([createPerson(), createPerson()]);
  const key = await makeFeedKey(person);
  const [labelled, judged, elsewhere] = [
    await sideOfFeature(11),
    await sideOfFeature(12),
    await sideOfFeature(13),
  ];
  const inFinding = await sideOfResidual(1, 14);
  await proposeAnyLabel(person.id, { text: "mine, on names", of: labelled });
  const content = { interpretable: 3, family: "unclear", hasOneMeaning: true, confidence: 2 } as const;
  await judgeFeature({ of: judged, judgeId: person.id, content });
  const circuitId = await createFinishedCircuit();
  await addFeature(circuitId, 1, 14);
  const finding = { title: "Mine", body: "It says this.", tags: [], state: "", circuitId };
  const { id: findingId } = await createFinding({ ...finding, authorId: person.id });
  await publishFinding({ findingId, authorId: person.id });
  expect((await readOwnFeed(key)).ids).toEqual([]);

  const texts = ["theirs, on days", "theirs, on colours", "theirs, on towns"];
  const of = [{ ...labelled, side: "output" as const }, judged, inFinding];
  const ids = [];
  for (const [n, text] of texts.entries())
    ids.push((await proposeAnyLabel(other.id, { text, of: of[n] ?? labelled })).id);
  await proposeAnyLabel(other.id, { text: "theirs, elsewhere", of: elsewhere });
  later();
  const told = await readOwnFeed(key);
  expect(told.ids.toSorted()).toEqual(ids.toSorted());
  expect(told.titles.toSorted()).toEqual(texts.map((text) => `Proposed: ${text}`).toSorted());
  expect(told.summaries).toContain("A label for attn.3.11 of storybook-4l, what it makes the model say.");
  expect(told.links).toContain("http://localhost:3000/features/storybook-4l/resid/1/14#labels");

  // What was taken back, what a moderator hid and all of somebody suspended is told of no more.
  const [first = "", second = ""] = ids;
  await withdrawLabel({ labelId: first, authorId: other.id });
  const { id: actorId } = await createPerson("moderator");
  await hideWork({ actorId, reason: "Rude.", subject: { kind: "label", id: second } });
  later();
  expect((await readOwnFeed(key)).titles).toEqual(["Proposed: theirs, on towns"]);
  await suspendPerson({ actorId, personId: other.id, reason: "Spam.", until: null });
  later();
  expect((await readOwnFeed(key)).ids).toEqual([]);
});

test("it tells of each time that a label came to be contested or supported, once", async () => {
  const [person, author, ...voters] = await Promise.all([1, 2, 3, 4].map(() => createPerson()));
  if (!person || !author) throw new Error("Nobody was made");
  const key = await makeFeedKey(person);
  const of = await sideOfFeature(21);
  const content = { interpretable: 3, family: "unclear", hasOneMeaning: true, confidence: 2 } as const;
  await judgeFeature({ of, judgeId: person.id, content });
  const { id: labelId } = await proposeAnyLabel(author.id, { text: "on verbs", of });
  for (const voter of voters) await against(labelId, voter);
  later();
  const standings = async () => {
    const { ids, titles, summaries } = await readOwnFeed(key);
    return ids.flatMap((id, n) =>
      titles[n]?.startsWith("Proposed") ? [] : [{ id, title: titles[n], summary: summaries[n] }],
    );
  };
  const refused = await standings();
  expect(refused).toMatchObject([
    {
      title: "Contested: no label leads",
      summary:
        "Of attn.3.21 of storybook-4l, what makes it fire. Every label that was proposed has more votes against it than for it.",
    },
  ]);
  // A vote more changes nothing of how it stands.
  await against(labelId, await createPerson());
  later();
  expect(await standings()).toEqual(refused);
  for (const voter of voters) await inFavour(labelId, voter);
  later();
  expect(await standings()).toEqual([]);
  for (const voter of voters) await unvote({ labelId, voterId: voter.id });
  await against(labelId, await createPerson());
  later();
  const again = await standings();
  expect(again).toHaveLength(1);
  expect(again[0]?.id).not.toBe(refused[0]?.id);
  // As blind answers would have it.
  await db().naming.update({
    where: { dictionaryId_index_side: of },
    data: { state: "supported", leaderId: labelId, text: "on verbs" },
  });
  later();
  expect(await standings()).toMatchObject([
    { title: "Supported: on verbs", summary: expect.stringContaining("People told blind where it fires") },
  ]);
});

test("it tells what became of one's own labels: votes, another in front, hidden by a moderator, and nobody else's feed does", async () => {
  const [person, other, third] = await Promise.all([createPerson(), createPerson(), createPerson()]);
  const [key, othersKey] = [await makeFeedKey(person), await makeFeedKey(other)];
  const of = await sideOfFeature(31);
  const { id: mine } = await proposeAnyLabel(person.id, { text: "mine of 31", of });
  await inFavour(mine, third);
  later();
  expect((await readOwnFeed(key)).titles).toEqual(["Voted on: mine of 31"]);
  expect((await readOwnFeed(key)).summaries).toEqual([
    "Your label of attn.3.31 of storybook-4l, what makes it fire. Votes for it: 1, against it: 0.",
  ]);
  await unvote({ labelId: mine, voterId: third.id });
  const { id: theirs } = await proposeAnyLabel(other.id, { text: "theirs of 31", of });
  await inFavour(theirs, third);
  later();
  const { titles, summaries } = await readOwnFeed(key);
  expect(titles.toSorted()).toEqual(["In front: theirs of 31", "Proposed: theirs of 31"]);
  expect(summaries[titles.indexOf("In front: theirs of 31")]).toContain("It stands before yours.");
  const { id: actorId } = await createPerson("moderator");
  await hideWork({ actorId, reason: "It names somebody.", subject: { kind: "label", id: mine } });
  later();
  const after = await readOwnFeed(key);
  expect(after.titles).toEqual(["Hidden: mine of 31"]);
  expect(after.summaries[0]).toMatch(
    /A moderator has hidden your label of attn\.3\.31.* It names somebody\./,
  );
  expect((await readOwnFeed(othersKey)).text).not.toContain("mine of 31");
});
