import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { answerCheck } from "@/lib/labels/checks/answer-check";
import { withdrawLabel } from "@/lib/labels/withdraw-label";
import { getContributions } from "@/lib/people/get-contributions";
import { proposeAnyLabel, sideOfFeature } from "../support/labels";
import { createPerson } from "../support/people";
import { createDraft, createPublished } from "../support/published-findings";
import { setUpSite } from "../support/site";

setUpSite();

const nothing = { right: 0, of: 0 };

/** Hands a person texts of a label: what each is drawn from, and what they say of it; null where they have not answered yet. */
async function hand(raterId: string, texts: [is: string, says: boolean | null | "not yet"][]): Promise<void> {
  const { id: labelId } = await proposeAnyLabel((await createPerson()).id);
  for (const [number, [is]] of texts.entries())
    await db().labelCheck.create({
      data: {
        ...{ labelId, wording: 1, raterId, number, seed: 1, probability: 1, fires: is === "band" },
        ...{ indexId: crypto.randomUUID(), window: 0, position: 1 },
        stratum: is === "band" ? { is, band: 1, windows: 9 } : { is },
      },
    });
  const checks = await db().labelCheck.findMany({ where: { labelId }, orderBy: { number: "asc" } });
  for (const [n, { id }] of checks.entries()) {
    const says = texts[n]?.[1];
    if (says !== "not yet" && says !== undefined)
      await answerCheck({ checkId: id, raterId, byProgram: false, said: { says } });
  }
}

test("a person's numbers count what is public and what they told in whole hands, each by what it is of", async () => {
  const person = await createPerson();
  const { id, handle } = person;
  expect(await getContributions(handle)).toEqual({
    findings: 0,
    labels: { standing: 0, leading: 0, supported: 0 },
    told: { firing: nothing, silent: nothing, near: nothing },
  });
  await createPublished({ author: person });
  await createDraft({ author: person });
  const side = await sideOfFeature(810);
  await proposeAnyLabel((await createPerson()).id, { of: side, text: "somebody else's, and first" });
  await proposeAnyLabel(id, { of: side, text: "fires on a second thing" });
  const leader = await proposeAnyLabel(id);
  await proposeAnyLabel(id);
  const back = await proposeAnyLabel(id);
  await withdrawLabel({ labelId: back.id, authorId: id });
  const { dictionaryId, index, side: of } = await db().label.findUniqueOrThrow({ where: { id: leader.id } });
  await db().naming.update({
    where: { dictionaryId_index_side: { dictionaryId, index, side: of } },
    data: { state: "supported" },
  });
  await hand(id, [
    ["band", true],
    ["band", false],
    ["band", null],
    ["random", false],
    ["near", true],
  ]);
  await hand(id, [
    ["random", true],
    ["near", false],
  ]);
  // What is answered of a hand that is open would tell what is right of the rest.
  await hand(id, [
    ["band", true],
    ["random", "not yet"],
  ]);
  const told = { firing: { right: 1, of: 2 }, silent: { right: 1, of: 2 }, near: { right: 1, of: 2 } };
  expect(await getContributions(handle)).toEqual({
    findings: 1,
    labels: { standing: 3, leading: 2, supported: 1 },
    told,
  });
  // The same by the log of events alone.
  const events = await db().labelEvent.findMany({ where: { actorId: id, kind: "answered" } });
  const whole = new Set(
    events.filter(({ data }) => JSON.stringify(data).includes('"isLast":true')).map(({ labelId }) => labelId),
  );
  const counted = { firing: { ...nothing }, silent: { ...nothing }, near: { ...nothing } };
  for (const { labelId, data } of events) {
    const text = JSON.stringify(data);
    if (!whole.has(labelId) || text.includes('"says":null')) continue;
    const kind = text.includes('"is":"band"') ? "firing" : text.includes('"is":"near"') ? "near" : "silent";
    counted[kind].of++;
    if (text.includes(`"says":${kind === "firing"}`)) counted[kind].right++;
  }
  expect(counted).toEqual(told);
  await db().user.update({ where: { id }, data: { suspendedAt: new Date() } });
  expect((await getContributions(handle)).findings).toBe(0);
});
