import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { readMarkdown } from "@/lib/findings/write-up/read-markdown";
import { writeUpSchema } from "@/lib/findings/write-up/write-up";
import { payloads } from "@/tests/e2e/support/payloads";
import { WriteUp } from "./write-up";

const read = (body: string) => readMarkdown(body) ?? { parts: [], problems: ["too much"] };
const shown = (body: string) => renderToStaticMarkup(<WriteUp parts={read(body).parts} />);

test("a table is a table, with its cells as they are aligned", () => {
  const html = shown("| node | effect |\n|:--|--:|\n| `attn.1.2@3` | **0.5** |");
  expect(html).toContain('<th data-align="left">node</th>');
  expect(html).toMatch(/<td data-align="left"><button[^>]*>attn\.1\.2@3<\/button><\/td>/);
  expect(html).toContain('<td data-align="right"><strong>0.5</strong></td>');
});

test("TeX between dollars is MathML, in the line and as a block", () => {
  expect(shown("So $\\frac{a}{b} > 0$.")).toContain(
    "<math><mrow><mfrac><mi>a</mi><mi>b</mi></mfrac><mo>&gt;</mo><mn>0</mn></mrow></math>.",
  );
  const block = shown("$$\n\\mathbf{x} = \\sum_i \\overline{y_i}\n$$");
  expect(block).toContain('<math display="block">');
  expect(block).toContain('<mrow class="math-overline">');
  expect(block).toContain("\u{1d431}");
  expect(block).not.toContain("style=");
});

test("two sums of money are no formula", () => {
  for (const text of ["It costs $5 and $10.", "from $5 to $6,000", "$ a $", "a $ b"])
    expect(shown(text)).toBe(`<div class="write-up"><p>${text}</p></div>`);
});

test("an edge is named by its two ends", () => {
  expect(shown("`embed@2 > attn.1.2@3`")).toMatch(
    /<button[^>]*data-thing="embed@2&gt;attn\.1\.2@3"[^>]*>embed@2 \u2192 attn\.1\.2@3<\/button>/,
  );
  expect(shown("`a > attn.1.2@3`")).toContain("<code>a &gt; attn.1.2@3</code>");
});

test.each([
  ["an unclosed group", "\\frac{a", /Unexpected end/],
  ["an unknown command", "\\nosuch x", /nosuch/],
  ["a link", "\\href{javascript:alert(1)}{x}", /\\href is not read here/],
  ["a picture", "\\includegraphics{https://elsewhere.example/x.png}", /not read here/],
  ["a class", "\\class{circuit-page}{x}", /not read here/],
  ["a style", "\\style{position:fixed}{x}", /not read here/],
  ["an id", "\\id{x}{y}", /not read here/],
  ["a definition that never ends", "\\def\\a{\\a\\a}\\a", /\\def is not read here/],
  ["definitions that double", "\\newcommand\\a[1]{#1#1}\\a{\\a{\\a{x}}}", /not read here/],
  ["a line struck through", "\\cancel{x}", /not drawn here/],
  ["a hundred roots in one another", `${"\\sqrt{".repeat(100)}x${"}".repeat(100)}`, /too many parts/],
  ["a book", `${"x+".repeat(1_500)}x`, /longer than/],
])("%s stands as it was typed, and the preview says why", (_, tex, why) => {
  const { parts, problems } = read(`$${tex}$`);
  expect(parts).toEqual([{ tag: "p", children: [{ tag: "code", children: [tex.trim()] }] }]);
  expect(problems).toEqual([expect.stringMatching(why)]);
});

test("a formula is no larger than its line, nor its parts further apart", () => {
  const html = shown("$\\Huge\\Huge x \\rule{999em}{999em}\\kern{-999em}\\hspace{-9em}\\raisebox{99em}{y}$");
  expect(html).not.toMatch(/mathsize|\sstyle=|999|voffset/);
});

/** What a browser may run or load, and where a page may be left to. */
const isHarmless = (html: string) =>
  !/<(?!\/?(?:div|p|h\d|ul|ol|li|blockquote|hr|a|em|strong|code|pre|br|table|thead|tbody|tr|th|td|button|span|m[a-z]+)\b)[^>]*>/i.test(
    html,
  ) && !/<[^>]*\s(?:on\w+|style|src|xlink:href|srcdoc)=|href="(?!https?:|mailto:|[/?#"])[^"]*:/i.test(html);

const commands = [
  "\\frac",
  "\\text",
  "\\href",
  "\\color{red}",
  "\\begin{array}{c|c}",
  "&",
  "\\\\",
  "^",
  "_",
  "\\left(",
];

test("no payload in a formula or a cell, however it is cut and put together, is more than text", () => {
  const piece = fc.oneof(
    fc.constantFrom(...payloads),
    fc.constantFrom(...commands),
    fc.string({ maxLength: 6 }),
  );
  const around = fc.constantFrom<[string, string]>(
    ["$", "$"],
    ["$$\n", "\n$$"],
    ["$\\text{", "}$"],
    ["| a |\n|--|\n| ", " |"],
    ["`embed@1 > ", "`"],
  );
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), around, (pieces, [before, after]) => {
      const { parts } = read(before + pieces.join("") + after);
      expect(writeUpSchema.safeParse(parts).success).toBe(true);
      const html = renderToStaticMarkup(<WriteUp parts={parts} />);
      expect(isHarmless(html), html).toBe(true);
    }),
    { numRuns: 1_500 },
  );
});

test("what is stored holds no element and no attribute of MathML that is not listed", () => {
  for (const math of [{ href: "javascript:alert(1)" }, { style: "x" }, { width: "900em" }, { width: "-3em" }])
    expect(writeUpSchema.safeParse([{ tag: "mspace", math, children: [] }]).success).toBe(false);
  for (const tag of ["maction", "annotation-xml", "script", "mglyph", "menclose"])
    expect(writeUpSchema.safeParse([{ tag, children: [] }]).success).toBe(false);
});
