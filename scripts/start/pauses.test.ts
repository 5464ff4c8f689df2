import { expect, test } from "vitest";
import { Pauses } from "./pauses";

const pausesAfter = (ups: (number | null)[]) => {
  const pauses = new Pauses();
  return ups.map((up) => pauses.next(up).millis);
};

test("what stood for a while is started again at once, however often it ended before", () => {
  expect(pausesAfter(Array.from({ length: 85 }, () => 5_000))).toEqual(Array.from({ length: 85 }, () => 500));
});

test("what comes up and ends at once, again and again, never waits for more than two seconds", () => {
  expect(pausesAfter([100, 100, 100, 100, 100, 100, 100])).toEqual([
    500, 1_000, 2_000, 2_000, 2_000, 2_000, 2_000,
  ]);
});

test("what never comes up waits twice as long each time, up to half a minute", () => {
  const never = Array.from({ length: 9 }, () => null);
  expect(pausesAfter(never)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
});

test("a stretch of health forgets the failures before it", () => {
  expect(pausesAfter([null, null, null, 60_000, null])).toEqual([500, 1_000, 2_000, 500, 1_000]);
});
