import { expect, test } from "vitest";
import type { Found } from "@/lib/search/view";
import { choicesAtFirst, choicesOf } from "./choices";

const thing = (href: string) => ({
  ...{ href, title: [{ text: href, isMatch: true }] },
  ...{ about: "a page", excerpt: [] },
});
const found: Found = {
  groups: [
    { kind: "people", items: [thing("/users/ada")], count: 1, isMore: false, nextCursor: null },
    {
      kind: "pages",
      items: [thing("/docs"), thing("/docs/runs")],
      count: 2,
      isMore: false,
      nextCursor: null,
    },
  ],
  meant: [{ href: "/features/m/attn/2/5", name: "Mary", about: "feature attn.2.5" }],
  ...{ sentence: null, insteadOf: null, lookedFor: "ada" },
};

test("what an id is of comes first, then what has the words by kind, then the page of all of it", () => {
  const groups = choicesOf("ada & eve", found);
  expect(groups.map(({ heading, choices }) => [heading, choices.map(({ href }) => href)])).toEqual([
    ["What this is the id of", ["/features/m/attn/2/5"]],
    ["People", ["/users/ada"]],
    ["Pages", ["/docs", "/docs/runs"]],
    ["Search", ["/search?q=ada+%26+eve"]],
  ]);
});

test("before an answer there is the page of all of it", () => {
  expect(choicesOf("ada", undefined).map(({ heading }) => heading)).toEqual(["Search"]);
});

test("before anything is typed there is what was chosen last, and each place once", () => {
  const latest = [{ href: "/docs", name: "Guide", about: "chosen" }];
  const hrefs = choicesAtFirst(latest).flatMap(({ choices }) => choices.map(({ href }) => href));
  expect(hrefs[0]).toBe("/docs");
  expect(new Set(hrefs).size).toBe(hrefs.length);
  expect(choicesAtFirst([]).map(({ heading }) => heading)).toEqual(["Places"]);
});
