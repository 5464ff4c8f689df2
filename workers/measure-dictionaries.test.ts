import { expect, test } from "vitest";
import { untilTimeIsUp } from "./measure-dictionaries";

const windows = Array.from({ length: 100 }, (_, i) => i);

test("windows are measured until the time is up, in the order in which they were drawn", () => {
  let asked = 0;
  expect([...untilTimeIsUp(windows, () => ++asked > 12)]).toEqual(windows.slice(0, 20));
  expect([...untilTimeIsUp(windows, () => false)]).toEqual(windows);
});

test("a few are measured however long they take, or all where there are fewer", () => {
  expect([...untilTimeIsUp(windows, () => true)]).toEqual(windows.slice(0, 8));
  expect([...untilTimeIsUp(windows.slice(0, 3), () => true)]).toEqual([0, 1, 2]);
});
