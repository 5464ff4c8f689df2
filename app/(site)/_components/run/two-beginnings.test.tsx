import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { TwoBeginnings } from "./two-beginnings";

const shown = (...ids: number[]) => {
  const tokens = ids.map((id, position) => ({
    position,
    id,
    text: id === 9 ? "<|endoftext|>" : "A",
    parts: [],
  }));
  return renderToStaticMarkup(<TwoBeginnings tokens={tokens} />).replace(/<[^>]*>/g, "");
};

test("a text that brings its own beginning-of-text token is told so", () => {
  expect(shown(9, 9, 1)).toContain(
    "brings its own beginning-of-text token, \u201c&lt;|endoftext|&gt;\u201d, and one more stands in front of it",
  );
});

test("nothing is told of one that brings none, or one later, or whose tokens are not known", () => {
  for (const ids of [[9, 1, 1], [9, 1, 9], [9], []]) expect(shown(...ids), ids.join()).toBe("");
});
