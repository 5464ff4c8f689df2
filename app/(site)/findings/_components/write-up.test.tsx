import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { WriteUp } from "./write-up";

const shown = (body: string) => renderToStaticMarkup(<WriteUp body={body} />);

test("a write-up's Markdown is shown, its nodes are named and its pictures are links", () => {
  const html = shown("# Title\n\n**Bold**, `attn.1.2@3`, `other`, ![it](https://elsewhere.example/x.png)");
  expect(html).toContain("<h2>Title</h2>");
  expect(html).toContain("<strong>Bold</strong>");
  expect(html).toMatch(/<button[^>]*>attn\.1\.2@3<\/button>/);
  expect(html).toContain("<code>other</code>");
  expect(html).toMatch(/<a href="https:\/\/elsewhere\.example\/x\.png"[^>]*nofollow[^>]*>it<\/a>/);
  expect(html).not.toContain("<img");
});

test.each([
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "[a](javascript:alert(1))",
  "[a](JaVaScRiPt:alert(1))",
  "[a](&#106;avascript:alert(1))",
  "[a](data:text/html,x)",
  "![a](vbscript:x)",
  "<javascript:alert(1)>",
  "[a]\n\n[a]: javascript:alert(1)",
  '`attn.1.2@3" onload="x`',
])("%s can do nothing", (body) => {
  const html = shown(body);
  expect(html).not.toMatch(/<script|<img|href="(javascript|data|vbscript):/i);
  expect(html).not.toMatch(/<[^>]* on\w+="/);
});

test.each([
  ["quotes in quotes", ">".repeat(50_000)],
  ["more quotes in quotes than a page can hold", `${">".repeat(100)}x`],
  ["lists in lists", `${"- ".repeat(20_000)}x`],
  ["emphasis in emphasis", `${"***".repeat(8_000)}a${"***".repeat(8_000)}`],
  ["items without end", "- a\n".repeat(12_500)],
])("%s are shown as they were typed, soon, and sooner again", (_, body) => {
  const started = performance.now();
  expect(shown(body)).toContain('<p class="whitespace-pre-wrap');
  expect(performance.now() - started).toBeLessThan(5_000);
  const again = performance.now();
  shown(body);
  expect(performance.now() - again).toBeLessThan(500);
});
