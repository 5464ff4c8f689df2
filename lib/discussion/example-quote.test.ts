import fc from "fast-check";
import { expect, test } from "vitest";
import { exampleReference } from "@/lib/features/example-reference";
import type { ExampleView } from "@/lib/features/view";
import { renderWriteUp } from "@/lib/findings/write-up/render-write-up";
import type { WriteUp } from "@/lib/findings/write-up/write-up";
import { quoteExample } from "./example-quote";

const href = `/features/storybook-4l/attn/3/697?example=${exampleReference({ corpus: "0197f4d0-0000-7000-8000-000000000000", window: 3, position: 2 })}#examples`;

function exampleOf(texts: string[], position: number): ExampleView {
  return {
    ...{ corpus: 0, window: 3, position, activation: 8.25, firings: [], fired: 1, probability: null },
    ...{ length: texts.length, reads: null, readsTotal: null },
    tokens: texts.map((text, at) => ({ position: at, id: at, text })),
  };
}

function textOf(parts: WriteUp): string {
  return parts.map((part) => (typeof part === "string" ? part : textOf(part.children))).join("");
}

test("an example is quoted with its peak as code and a link to where it stands", async () => {
  const quote = quoteExample(exampleOf(["Then", " ", " Lily", " said"], 2), "attn.3.697", href);
  expect(quote).toBe(`> \u2026 Then \`Lily\` said \u2026\n>\n> [attn.3.697 at 2: 8.25](${href})\n\n`);
  expect(JSON.stringify(await renderWriteUp(quote, "nobody"))).toContain('"tag":"code","children":["Lily"]');
});

test("whatever tokens say stands in the quotation as it is, in one paragraph", async () => {
  const odd = fc.constantFrom(
    ...[
      "*",
      "_",
      "`",
      "``",
      "[",
      "](",
      ")",
      "<b>",
      "&amp;",
      "$",
      "$$",
      "~~",
      "|",
      "\\",
      "#",
      "- ",
      "1. ",
      "> ",
      "!",
      "@x",
      "://",
    ],
    ...["a", " b", "http", "www.a.bc", "me@a.bc", "\n", "\n\n"],
  );
  await fc.assert(
    fc.asyncProperty(fc.array(odd, { minLength: 1, maxLength: 6 }), fc.nat(5), async (texts, at) => {
      const position = Math.min(at, texts.length - 1);
      const parts = await renderWriteUp(
        quoteExample(exampleOf(texts, position), "attn.3.697", href),
        "nobody",
      );
      const [quote, ...others] = parts.filter((part) => part !== "\n");
      expect(others).toEqual([]);
      if (!quote || typeof quote === "string") throw new Error("no quotation");
      expect(quote.tag).toBe("blockquote");
      const said = textOf([quote]).replace(/\s+/g, "");
      const meant = texts
        .filter((_, i) => i !== position)
        .join("")
        .replace(/\s+/g, "");
      for (const character of meant) expect(said).toContain(character);
      expect(quote.children.filter((part) => typeof part !== "string").length).toBe(2);
    }),
    { numRuns: 300 },
  );
});
