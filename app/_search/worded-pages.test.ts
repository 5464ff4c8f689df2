import { expect, test } from "vitest";
import { guideStops } from "@/app/(site)/docs/_guide/pages";
import { findInPages } from "@/lib/search/find-in-pages";
import { readSearchText } from "@/lib/search/search-text";
import { wordedPages } from "./worded-pages";

const find = (text: string, limit = 10) =>
  findInPages("pages", wordedPages, readSearchText(text), text, { limit });

test("every page of the guide is found as it is called there", () => {
  const guide = wordedPages.filter(({ about }) => about === "page of the guide");
  expect(guide.map(({ href, title, text }) => ({ href, title, summary: text }))).toEqual(guideStops);
});

test("a word of the glossary is found, its name before its mention, and marked", () => {
  const [first] = find("influence")?.items ?? [];
  expect(first).toMatchObject({ href: "/docs/glossary#influence", about: "word of the glossary" });
  expect(first?.title).toEqual([{ text: "Influence", isMatch: true }]);
  expect(find("influe")?.count).toBe(find("influence")?.count);
});

test("pages come a part at a time, each once", () => {
  const whole = find("circuit", 100)?.items.map(({ href }) => href) ?? [];
  const first = find("circuit", 2);
  const key = first?.nextCursor?.split("_")[2] ?? "";
  const second = findInPages("pages", wordedPages, readSearchText("circuit"), "circuit", {
    after: { score: 0, key },
    limit: 100,
  });
  expect([...(first?.items ?? []), ...(second?.items ?? [])].map(({ href }) => href)).toEqual(whole);
  expect(whole.length).toBeGreaterThan(3);
});

test("words that no page has, and none at all, are found nowhere", () => {
  expect(find("zebrafinch")?.count).toBe(0);
  expect(find("?!")).toBeNull();
});
