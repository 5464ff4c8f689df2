import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { readMarkdown } from "@/lib/findings/write-up/read-markdown";
import { WriteUp } from "./write-up";

const shown = (body: string) => renderToStaticMarkup(<WriteUp parts={readMarkdown(body)?.parts ?? []} />);

test("a write-up's Markdown is shown, its nodes are named and its pictures are links", () => {
  const html = shown("# Title\n\n**Bold**, `attn.1.2@3`, `other`, ![it](https://elsewhere.example/x.png)");
  expect(html).toContain("<h2>Title</h2>");
  expect(html).toContain("<strong>Bold</strong>");
  expect(html).toMatch(/<button[^>]*>attn\.1\.2@3<\/button>/);
  expect(html).toContain("<code>other</code>");
  expect(html).toMatch(/<a href="https:\/\/elsewhere\.example\/x\.png"[^>]*nofollow[^>]*>it<\/a>/);
  expect(html).not.toContain("<img");
});

test("every construct of Markdown has its element", () => {
  const html = shown(
    "## A\n\n> *b*  \n> c\n\n3. d\n4. e\n\n- f\n\n---\n\n```js\ng < h\n```\n\n[i][j] <b>k</b>\n\n[j]: /runs?a=1&b=2",
  );
  expect(html).toBe(
    [
      '<div class="write-up"><h2>A</h2>',
      "<blockquote>\n<p><em>b</em><br/>\nc</p>\n</blockquote>",
      '<ol start="3">\n<li>d</li>\n<li>e</li>\n</ol>',
      "<ul>\n<li>f</li>\n</ul>",
      "<hr/>",
      '<pre class="scroller"><code>g &lt; h\n</code></pre>',
      '<p><a href="/runs?a=1&amp;b=2" class="text-link" rel="nofollow ugc noopener">i</a> &lt;b&gt;k&lt;/b&gt;</p></div>',
    ].join("\n"),
  );
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

test("a text that could not be read stands as it was typed", () => {
  const html = renderToStaticMarkup(<WriteUp parts={[{ tag: "typed", children: ["> a\n> <b>"] }]} />);
  expect(html).toContain('<p class="whitespace-pre-wrap break-words">&gt; a\n&gt; &lt;b&gt;</p>');
});
