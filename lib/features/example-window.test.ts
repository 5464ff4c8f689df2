import { expect, test } from "vitest";
import { shownPositions } from "./example-window";

const example = {
  position: 60,
  reads: [
    { head: 1, source: 8, value: 2 },
    { head: 1, source: 30, value: -0.9 },
    { head: 0, source: 90, value: 0.1 },
  ],
};

test("the tokens around the peak are shown, and those around what is read there", () => {
  const shown = shownPositions(example, 128, "narrow");
  expect(shown).toEqual([6, 7, 8, 9, 28, 29, 30, 31, ...Array.from({ length: 16 }, (_, i) => 50 + i)]);
});

test("a longer stretch has the shorter one in it, and the whole window has both", () => {
  const [narrow, more, whole] = (["narrow", "more", "whole"] as const).map((length) =>
    shownPositions(example, 128, length),
  );
  expect(more).toEqual(expect.arrayContaining(narrow ?? []));
  expect(more?.length).toBeGreaterThan(narrow?.length ?? 0);
  expect(whole).toEqual(Array.from({ length: 128 }, (_, i) => i));
});

test("nothing is shown past the ends of a window", () => {
  expect(shownPositions({ position: 2 }, 4, "narrow")).toEqual([0, 1, 2, 3]);
});
