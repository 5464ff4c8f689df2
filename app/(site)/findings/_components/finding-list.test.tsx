import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { FindingList } from "./finding-list";

const date = new Date("2026-01-01T00:00:00Z");
const finding = {
  ...{ id: "1", title: "A finding", createdAt: date, publishedAt: date },
  author: { handle: "ada", name: "\u202eadA" },
};

test("a name that turns the direction of text ends with itself", () => {
  expect(renderToStaticMarkup(<FindingList findings={[finding]} withAuthors />)).toMatch(
    new RegExp(`by <bdi[^>]*>${finding.author.name}</bdi>`),
  );
});

test("of one person's findings nobody is named, and a draft says that it is one", () => {
  const html = renderToStaticMarkup(<FindingList findings={[{ ...finding, publishedAt: null }]} />);
  expect(html).not.toContain("bdi");
  expect(html).toContain("draft, ");
});
