import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { TwoBeginnings } from "./two-beginnings";

const shown = (ids: number[], { text = "", asWritten = false } = {}) => {
  const tokens = ids.map((id, position) => ({
    position,
    id,
    text: id === 9 ? "<|endoftext|>" : "A",
    parts: [],
  }));
  return renderToStaticMarkup(
    <TwoBeginnings run={{ text, asWritten, tokens }}>The button</TwoBeginnings>,
  ).replace(/<[^>]*>/g, "");
};

test("a text that brings its own beginning-of-text token is told so", () => {
  const said = shown([9, 9, 1]);
  expect(said).toContain(
    "brings its own beginning-of-text token, \u201c&lt;|endoftext|&gt;\u201d, and one more stands in front of it",
  );
  expect(said).toContain("The button");
});

test("nothing is told of one that brings none, or one later, or whose tokens are not known", () => {
  for (const ids of [[9, 1, 1], [9, 1, 9], [9], []]) expect(shown(ids), ids.join()).toBe("");
});

test("one that is taken as written is said to be so, also with two of its own, and not where it brings none", () => {
  const own = { text: "<|endoftext|>A", asWritten: true };
  for (const ids of [
    [9, 1],
    [9, 9, 1],
  ]) {
    expect(shown(ids, own)).toContain("is this text&#x27;s own: none was put in front of it");
    expect(shown(ids, own)).not.toContain("The button");
  }
  expect(shown([9, 1], { text: "A", asWritten: true })).toBe("");
  expect(shown([], own)).toBe("");
});
