import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { FindingList } from "./finding-list";

const date = new Date("2026-01-01T00:00:00Z");
const finding = {
  ...{ id: "1", circuitId: "2", title: "A finding", createdAt: date, publishedAt: date },
  trust: {
    verified: { passed: true, at: date },
    checked: [{ frozen: false, at: date, pearson: 0.6182, features: 308 }],
  },
  author: { handle: "ada", name: "\u202eadA" },
};

test("a name that turns the direction of text ends with itself", () => {
  expect(renderToStaticMarkup(<FindingList findings={[finding]} withAuthors />)).toMatch(
    new RegExp(`by <a[^>]*><bdi[^>]*>${finding.author.name}</bdi>`),
  );
});

test("of one person's findings nobody is named, and a draft says that it is one", () => {
  const html = renderToStaticMarkup(<FindingList findings={[{ ...finding, publishedAt: null }]} />);
  expect(html).not.toContain("bdi");
  expect(html).toContain("draft, ");
});

test("verified and checked are two words, and what differs is not called verified", () => {
  const html = renderToStaticMarkup(<FindingList findings={[finding]} />);
  expect(html).toContain("<span>verified</span>");
  expect(html).toContain("<span>checked 0.618</span>");
  const amiss = { ...finding, trust: { verified: { passed: false, at: date }, checked: [] } };
  const other = renderToStaticMarkup(<FindingList findings={[amiss]} />);
  expect(other).toContain("differs");
  expect(other).not.toMatch(/>verified|>checked/);
});
