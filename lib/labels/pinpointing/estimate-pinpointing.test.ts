import { expect, test } from "vitest";
import { estimatePinpointing, type Pinpoint } from "./estimate-pinpointing";

/** Of ten shown tokens, positions 1 to 10. */
const answer = (band: number, windows: number, position: number, chosen: number | null): Pinpoint => ({
  ...{ band, windows, position, chosen, first: 1, last: 10 },
});

test("bands weigh by their windows, raw counts do not, and chance is that of the texts' lengths", () => {
  const told = estimatePinpointing(
    [
      answer(1, 300, 5, 5),
      answer(1, 300, 5, 5),
      answer(1, 300, 5, null),
      answer(4, 100, 1, 2),
      answer(4, 100, 1, 9),
    ],
    2,
  );
  expect(told).toMatchObject({
    ...{ answers: 4, raters: 2, exact: { right: 2 }, within: { right: 3 } },
    bands: [
      { band: 1, windows: 300, of: 2, exact: 2, within: 2 },
      { band: 4, windows: 100, of: 2, exact: 0, within: 1 },
    ],
  });
  expect(told?.exact.raw?.value).toBe(0.5);
  expect(told?.exact.weighted?.value).toBeCloseTo(0.75, 12);
  expect(told?.within.weighted?.value).toBeCloseTo(0.75 + 0.25 * 0.5, 12);
  expect(told?.exact.chance).toBeCloseTo(0.1, 12);
  // At an end there is one token beside the right one, and not two.
  expect(told?.within.chance).toBeCloseTo(0.75 * 0.3 + 0.25 * 0.2, 12);
});

test("to the last digit the same, in whatever order the answers come", () => {
  const answers = [2, 3, 5, 6, 7, 9, 11, 13].map((last, i) => ({
    ...answer(1, 300, 1 + (i % 2), 1),
    last,
  }));
  const told = estimatePinpointing(answers, 2);
  for (let from = 0; from < answers.length; from++)
    expect(estimatePinpointing([...answers.slice(from), ...answers.slice(0, from)].reverse(), 2)).toEqual(
      told,
    );
});

test("who could not tell any has told nothing", () => {
  expect(estimatePinpointing([answer(1, 300, 5, null)], 1)).toBeNull();
});
