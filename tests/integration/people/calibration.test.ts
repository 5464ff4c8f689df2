import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { judgeFeature } from "@/lib/judgements/judge-feature";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { getCalibration } from "@/lib/people/get-calibration";
import { sideOfFeature } from "../support/labels";
import { createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

async function judge(person: Person, index: number, hasOneMeaning: boolean, confidence: number) {
  const { side: _, ...of } = await sideOfFeature(index);
  const content = { interpretable: 3, family: "unclear", hasOneMeaning, confidence } as const;
  await judgeFeature({ of, judgeId: person.id, content });
}

test("by how sure somebody was, it is told how often others said the same first, of features that others judged", async () => {
  const [one, two, three] = [await createPerson(), await createPerson(), await createPerson()];
  // Sure and borne out twice, once by half; unsure and alone; the last is nobody else's.
  const said = [
    ...[
      { sure: 4, second: true, third: true },
      { sure: 4, second: true, third: false },
    ],
    ...[
      { sure: 1, second: false, third: false },
      { sure: 1, second: true, third: false },
    ],
  ] as const;
  for (const [index, { sure, second, third }] of said.entries()) {
    await judge(one, index, true, sure);
    await judge(two, index, second, 2);
    await judge(three, index, third, 2);
  }
  await judge(one, 50, true, 4);
  expect(await getCalibration(one.handle)).toBeNull();
  await judge(one, 4, true, 4);
  await judge(two, 4, true, 2);
  expect(await getCalibration(one.handle)).toEqual([
    { confidence: 1, features: 2, agreed: 0.25 },
    { confidence: 4, features: 3, agreed: (1 + 0.5 + 1) / 3 },
  ]);
  // What was changed after others' were seen changes nothing.
  await judge(three, 0, false, 2);
  expect((await getCalibration(one.handle))?.[1]?.agreed).toBeCloseTo(2.5 / 3, 12);
  const moderator = await createPerson("moderator");
  await suspendPerson({ actorId: moderator.id, personId: three.id, reason: "Spam.", until: null });
  expect((await getCalibration(one.handle))?.[0]).toEqual({ confidence: 1, features: 2, agreed: 0.5 });
  expect(await getCalibration(three.handle)).toBeNull();
  expect(await db().judgement.count({ where: { judgeId: one.id } })).toBe(6);
});
