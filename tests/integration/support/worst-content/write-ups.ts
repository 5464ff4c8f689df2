/** The most that a write-up may hold. */
const characters = 50_000;

const fill = (part: string, max = characters) => part.repeat(Math.floor(max / part.length));
const parts = (part: string, count: number) => fill(part).slice(0, part.length * count);

/** Write-ups that are saved: each at the bounds of the parts, the depth or the characters of one. */
export const savedWriteUps: Record<string, string> = {
  "node ids": parts("`mlp.0.1@2`\n", 1_650),
  emphasis: parts("*a* ", 1_600),
  links: parts("[a](b) ", 1_600),
  "long links": fill(`[a](https://example.org/${"b".repeat(1_900)}) `),
  "lists in lists": Array.from({ length: 450 }, (_, n) => `${"  ".repeat(n % 25)}- a`).join("\n"),
  "quotes in quotes": `${parts(`${"> ".repeat(50)}a\n\n`, 30)}`,
  "text to be escaped": fill("&amp;&lt;\\\"'"),
  "hard breaks": parts("a  \n", 1_600),
  "characters of four bytes": fill("\u{1f408}"),
};

/** Write-ups that are to be judged, and soon, whatever they are. */
export const hostileWriteUps: Record<string, string> = {
  "quotes without end": fill("> "),
  "quotes in quotes": fill(`${"> ".repeat(500)}a\n`),
  "lists in lists": fill("- "),
  "unclosed emphasis": fill("*a_ "),
  "emphasis opened twice": fill("**a *b "),
  "open brackets": fill("["),
  "links in links": fill("[a]("),
  "pictures in pictures": fill("!["),
  references: `${fill("[a][b]", 40_000)}\n\n[b]: c`,
  definitions: fill("[a]: b\n"),
  "different definitions": Array.from({ length: 4_000 }, (_, n) => `[${n}]: b`).join("\n"),
  "10,000 links": fill("[](a)"),
  backquotes: Array.from({ length: 300 }, (_, n) => "`".repeat(n + 1)).join(" "),
  entities: fill("&copy;"),
  "half entities": fill("&#"),
  tags: fill("<a "),
  comments: fill("<!--"),
  addresses: fill("<a:"),
  rules: fill("***\n"),
  headings: fill("# a\n"),
  underlines: fill("a\n=\n"),
  tables: fill("|a|b|\n|-|-|\n"),
  fences: fill("```\n"),
  tabs: fill("\t- \ta\n"),
  backslashes: fill("\\"),
  "lines of nothing": fill("\n"),
  "spaces before a line": fill("          a\n"),
};
