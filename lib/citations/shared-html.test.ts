import fc from "fast-check";
import { expect, test } from "vitest";
import type { Citation } from "./citation";
import { linkedData, scriptJson } from "./linked-data";
import { cardHtml, iframeHtml, pictureHtml } from "./shared-html";

const site = "https://example.org";
const citation: Citation = {
  title: "Who gets the drink",
  authors: [{ handle: "ada-l", name: "Ada" }],
  finding: "0193a000-0000-7000-8000-0000abcd1234",
  version: 2,
  publishedAt: new Date("2026-11-28T10:00:00.000Z"),
  url: `${site}/findings/0193a000-0000-7000-8000-0000abcd1234/versions/2`,
  contentHash: "ab".repeat(32),
  licence: "CC-BY-4.0",
};
const hostile = fc.string({
  unit: fc.constantFrom(
    ..."<>\"'&/=! -",
    "script",
    "</script>",
    "<!--",
    "]]>",
    "onload=x",
    "\u2028",
    "\n",
    "é",
  ),
});

const tagsOf = (html: string) => [...html.matchAll(/<\/?[a-z]+|<!|<\?/g)].map(([tag]) => tag);

test("whatever a title or a name holds, what is copied has the same tags and attributes as of a plain one", () => {
  const made = (title: string, name: string) => {
    const shown = { site, finding: citation.finding, title };
    return [
      iframeHtml(shown, { width: "100%", height: "900" }),
      pictureHtml(shown),
      cardHtml({ ...citation, title, authors: [{ handle: "ada-l", name }] }),
    ];
  };
  const plain = made("plain", "Plain");
  const quotesOf = (html: string) => [...html].filter((sign) => sign === '"').length;
  fc.assert(
    fc.property(hostile, hostile, (title, name) => {
      for (const [n, html] of made(title, name).entries()) {
        expect(tagsOf(html)).toEqual(tagsOf(plain[n] ?? ""));
        expect(quotesOf(html)).toBe(quotesOf(plain[n] ?? ""));
        expect(html).not.toContain("'");
      }
    }),
  );
});

test("the data block says what it is of, and no text of people's ends it", () => {
  const of = (title: string, description: string, tags: string[]) =>
    linkedData({ ...citation, title, site, description, tags });
  fc.assert(
    fc.property(hostile, hostile, fc.array(hostile), (title, description, tags) => {
      const data = of(title, description, tags);
      const block = scriptJson(data);
      expect(block).not.toMatch(/[<>&\u2028\u2029]/);
      expect(JSON.parse(block)).toEqual(data);
    }),
  );
  expect(of("A title", "What it says.", ["ioi"])).toMatchObject({
    "@type": "Dataset",
    name: "A title",
    creator: [{ "@type": "Person", name: "Ada", alternateName: "ada-l" }],
    datePublished: "2026-11-28T10:00:00.000Z",
    identifier: { value: citation.contentHash },
    license: "https://creativecommons.org/licenses/by/4.0/",
  });
});
