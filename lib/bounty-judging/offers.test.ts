import fc from "fast-check";
import { expect, test } from "vitest";
import { offersOf, type Reply } from "./offers";

const day = (days: number) => new Date(Date.UTC(2026, 2, 1) + days * 86_400_000);
const said = (replies: Record<string, [number, boolean]>) =>
  new Map(
    Object.entries(replies).map(([id, [days, accepts]]): [string, Reply] => [id, { at: day(days), accepts }]),
  );
const ranked = ["a", "b", "c", "d"];
const base = { ranked, seats: [1, 2], from: day(0), replyDays: 5 };
const short = (offers: ReturnType<typeof offersOf>) =>
  offers.map(({ entryId, place, standing }) => `${entryId} ${place ?? "-"} ${standing}`);

test("nothing is offered before the appeals are over", () => {
  expect(offersOf({ ...base, replies: said({ a: [-1, true] }), now: day(-1) })).toEqual([]);
  expect(short(offersOf({ ...base, replies: said({ a: [-1, true] }), now: day(0) }))).toEqual([
    "a 1 accepted",
    "b 2 waiting",
  ]);
});

test("who declines or says nothing makes room for the next in line, who has as many days from then", () => {
  const replies = said({ a: [2, false], c: [8, true] });
  expect(short(offersOf({ ...base, replies, now: day(4) }))).toEqual([
    "a - declined",
    "b 1 waiting",
    "c 2 waiting",
  ]);
  // c was asked on day 2 and answered on day 8, after day 7; b let day 5 pass, and d has until day 10.
  expect(short(offersOf({ ...base, replies, now: day(9) }))).toEqual([
    "a - declined",
    "b - lapsed",
    "c - lapsed",
    "d 1 waiting",
  ]);
  const late = offersOf({ ...base, replies, now: day(9) });
  expect([late[2]?.offeredAt, late[3]?.offeredAt, late[3]?.until]).toEqual([day(2), day(5), day(10)]);
});

test("a place that is shared is offered to as many, by their rank, and who follows one that declines has what is left", () => {
  const shared = { ...base, seats: [1, 2, 2] };
  expect(short(offersOf({ ...shared, replies: said({}), now: day(1) }))).toEqual([
    "a 1 waiting",
    "b 2 waiting",
    "c 2 waiting",
  ]);
  const replies = said({ a: [1, false], d: [2, true] });
  expect(short(offersOf({ ...shared, replies, now: day(3) }))).toEqual([
    "a - declined",
    "b 1 waiting",
    "c 2 waiting",
    "d 2 accepted",
  ]);
});

test("a reply in the very moment that is too late is none", () => {
  const offers = (millis: number) =>
    short(
      offersOf({
        ...{ ...base, seats: [1], now: day(20) },
        replies: new Map([["a", { at: new Date(day(5).getTime() + millis), accepts: true }]]),
      }),
    )[0];
  expect([offers(-1), offers(0)]).toEqual(["a 1 accepted", "a - lapsed"]);
});

test("whatever is said and when, no place is had twice, none below a free one, and nobody who declined has one", () => {
  const replies = fc.dictionary(
    fc.constantFrom(...ranked),
    fc.tuple(fc.integer({ min: -3, max: 30 }), fc.boolean()),
  );
  fc.assert(
    fc.property(
      replies,
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 0, max: 40 }),
      (drawn, places, now) => {
        const seats = Array.from({ length: places }, (_, at) => at + 1);
        const offers = offersOf({ ...base, seats, replies: said(drawn), now: day(now) });
        const had = offers.flatMap(({ place }) => (place === null ? [] : [place])).toSorted();
        expect(had).toEqual(had.map((_, at) => at + 1));
        expect(had.length).toBeLessThanOrEqual(places);
        expect(new Set(offers.map(({ entryId }) => entryId)).size).toBe(offers.length);
        for (const { standing, place, offeredAt } of offers) {
          expect((standing === "accepted" || standing === "waiting") === (place !== null)).toBe(true);
          expect(offeredAt <= day(now)).toBe(true);
        }
        if (now > 30 + 4 * 5) expect(offers.every(({ standing }) => standing !== "waiting")).toBe(true);
      },
    ),
  );
});
