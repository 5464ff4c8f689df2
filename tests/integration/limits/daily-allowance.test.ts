import { expect, test } from "vitest";
import {
  charge,
  checkAllowance,
  getAllowance,
  type Meter,
  takeAllowance,
} from "@/lib/limits/daily-allowance";
import { createPerson, guest } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ model: false });

const pieces: Meter = { name: "pieces", unit: "pieces", guestPerDay: 2, memberPerDay: 3 };
const seconds: Meter = {
  ...{ name: "seconds", unit: "seconds of work", partsOfUnit: 1_000 },
  ...{ guestPerDay: 10, memberPerDay: 1_000 },
};

test("as many pieces as there are may be taken at the same moment, and one given back may be taken again", async () => {
  const viewer = guest("all at once");
  const takes = await Promise.allSettled(Array.from({ length: 3 }, () => takeAllowance(pieces, viewer)));
  const taken = takes.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  expect(taken).toHaveLength(2);
  const { viewer: member } = await createPerson();
  const giveBack = await takeAllowance(pieces, member);
  expect(await getAllowance(pieces, member)).toEqual({ perDay: 3, left: 2 });
  await giveBack();
  expect(await getAllowance(pieces, member)).toEqual({ perDay: 3, left: 3 });
});

test("what was done is charged to the part of a unit, also beyond the allowance, and only then is more refused", async () => {
  const viewer = guest("at work");
  await charge(seconds, viewer, 0.4);
  await charge(seconds, viewer, 9.5);
  expect(await getAllowance(seconds, viewer)).toEqual({ perDay: 10, left: 0 });
  await checkAllowance(seconds, viewer);
  await charge(seconds, viewer, 7);
  await expect(checkAllowance(seconds, viewer)).rejects.toMatchObject({
    code: "too-many-requests",
    message: expect.stringMatching(/your 10 seconds of work for today.*Sign in.*in about 24 hours/),
    details: { retryAfterSeconds: expect.any(Number) },
  });
  // Another guest's is whole.
  await checkAllowance(seconds, guest("another"));
});

test("what was charged too much is taken off again", async () => {
  const viewer = guest("charged too much");
  await charge(seconds, viewer, 10);
  await charge(seconds, viewer, -4);
  expect(await getAllowance(seconds, viewer)).toEqual({ perDay: 10, left: 4 });
});

test("a member's allowance is larger, and told in the same words", async () => {
  const { viewer } = await createPerson();
  await charge(seconds, viewer, 999);
  await checkAllowance(seconds, viewer);
  await charge(seconds, viewer, 1);
  await expect(checkAllowance(seconds, viewer)).rejects.toThrow(/your 1,000 seconds of work/);
});
