import { expect, test } from "vitest";
import { endMark, markFirst, partsOf, startMark, unmarked } from "./marked-parts";

test("what was found is marked in pieces of plain text", () => {
  expect(partsOf(`a ${startMark}name${endMark} <b>`)).toEqual([
    { text: "a ", isMatch: false },
    { text: "name", isMatch: true },
    { text: " <b>", isMatch: false },
  ]);
  expect(partsOf(`${startMark}one${endMark}${startMark}two${endMark}`)).toHaveLength(2);
  expect(partsOf("")).toEqual([]);
});

test("a text cannot mark itself", () => {
  expect(partsOf(unmarked(`${startMark}mine${endMark}`))).toEqual([
    { text: "\ufffdmine\ufffd", isMatch: false },
  ]);
});

test("a word inside a longer one is marked where nothing else is", () => {
  const plain = [{ text: "一二三四", isMatch: false }];
  expect(markFirst(plain, ["二三"])).toEqual([
    { text: "一", isMatch: false },
    { text: "二三", isMatch: true },
    { text: "四", isMatch: false },
  ]);
  expect(markFirst(plain, ["五"])).toEqual(plain);
});
