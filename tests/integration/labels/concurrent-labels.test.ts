import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { findLabels } from "@/lib/labels/find-labels";
import type { SideKey } from "@/lib/labels/label-event";
import { recountLabels } from "@/lib/labels/recount";
import { reviseLabel } from "@/lib/labels/revise-label";
import { unvote, vote } from "@/lib/labels/vote";
import { restoreLabel, withdrawLabel } from "@/lib/labels/withdraw-label";
import { proposeAnyLabel, sideOfFeature } from "../support/labels";
import { createPerson, guest } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

const people = (count: number) => Promise.all(Array.from({ length: count }, () => createPerson()));
const countOf = (settled: PromiseSettledResult<unknown>[]) =>
  settled.filter(({ status }) => status === "fulfilled").length;
const evidence = { examples: [], circuits: [] };
const forIt = { wording: 1, value: 1 as const, reason: null, words: null };
const againstIt = { wording: 1, value: -1 as const, reason: "wrong" as const, words: null };

async function inputOf(of: SideKey) {
  return (await findLabels(of, guest())).input;
}

test("of twenty who propose the same words at once one is first", async () => {
  const of = await sideOfFeature(100);
  const crowd = await people(20);
  const tried = await Promise.allSettled(
    crowd.map(({ id }) => proposeAnyLabel(id, { text: "the same", of })),
  );
  expect(countOf(tried)).toBe(1);
  expect(await inputOf(of)).toMatchObject({ count: 1, state: "proposed" });
});

test("ten votes of one person at once are one vote", async () => {
  const of = await sideOfFeature(101);
  const [author, voter] = await people(2);
  if (!author || !voter) return;
  const { id: labelId } = await proposeAnyLabel(author.id, { of });
  await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      vote({ labelId, voterId: voter.id, ...(i % 2 ? forIt : againstIt) }),
    ),
  );
  const { proposals } = await inputOf(of);
  expect((proposals[0]?.votesFor ?? 0) + (proposals[0]?.votesAgainst ?? 0)).toBe(1);
});

test("of revisions of one label at once one is saved", async () => {
  const of = await sideOfFeature(102);
  const [author] = await people(1);
  if (!author) return;
  const { id: labelId } = await proposeAnyLabel(author.id, { of });
  const tried = await Promise.allSettled(
    Array.from({ length: 8 }, (_, i) =>
      reviseLabel({
        labelId,
        authorId: author.id,
        revision: 1,
        text: `wording ${i}`,
        rationale: "",
        evidence,
      }),
    ),
  );
  expect(countOf(tried)).toBe(1);
});

test("what leads is always what the rule says of all that was acknowledged, and the log says the same", async () => {
  const sides = await Promise.all([110, 111, 112].map((index) => sideOfFeature(index)));
  const crowd = await people(12);
  const labels: { id: string; authorId: string }[] = [];
  for (const of of sides)
    for (const { id } of crowd.slice(0, 4)) {
      const label = await proposeAnyLabel(id, { of, text: `said by ${id}` });
      labels.push({ id: label.id, authorId: id });
    }
  // Each does forty things with whatever label comes; refusals are fine, losses are not.
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const done = await Promise.all(
    crowd.map(async ({ id: voterId }) => {
      let acknowledged = 0;
      for (let i = 0; i < 40; i++) {
        const label = labels[random(labels.length)];
        if (!label) continue;
        const own = { labelId: label.id, authorId: label.authorId };
        const step = [
          () => vote({ labelId: label.id, voterId, ...forIt }),
          () => vote({ labelId: label.id, voterId, ...againstIt }),
          () => unvote({ labelId: label.id, voterId }),
          () => withdrawLabel(own),
          () => restoreLabel(own),
        ][random(5)];
        acknowledged += await (step?.() ?? Promise.resolve()).then(
          () => 1,
          () => 0,
        );
      }
      return acknowledged;
    }),
  );
  expect(done.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(100);
  expect(await recountLabels()).toEqual([]);
});

test("a recount finds what was changed past the site, and the log cannot be changed", async () => {
  const of = await sideOfFeature(120);
  const [author, voter] = await people(2);
  if (!author || !voter) return;
  const { id: labelId } = await proposeAnyLabel(author.id, { of });
  await vote({ labelId, voterId: voter.id, ...forIt });
  await db().label.update({ where: { id: labelId }, data: { votesFor: 9 } });
  expect(await recountLabels()).toEqual([
    { labelId, what: "votes", stored: { for: 9, against: 0 }, logged: { for: 1, against: 0 } },
  ]);
  await db().label.update({ where: { id: labelId }, data: { votesFor: 1 } });
  const event = { where: { labelId } };
  await expect(db().labelEvent.updateMany({ ...event, data: { kind: "unvoted" } })).rejects.toThrow(
    /never changed/,
  );
  await expect(db().labelEvent.deleteMany(event)).rejects.toThrow(/never changed/);
  expect(await recountLabels()).toEqual([]);
});
