/*
 * What somebody might write in the hope that it runs on another's page. Whatever runs calls `ran()`, which every page of
 * the test has.
 */

const markup = [
  "<script>ran()</script>",
  "<ScRiPt >ran()</sCrIpT >",
  "<script/src=data:,ran()></script>",
  '<script src="//evil.invalid/x.js"></script>',
  '<script type="module">ran()</script>',
  "<img src=x onerror=ran()>",
  '<img src="x" onerror="ran()" />',
  "<img/src/onerror=ran()>",
  "<body onload=ran()>",
  "<svg onload=ran()>",
  "<svg><script>ran()</script></svg>",
  "<svg><animate onbegin=ran() attributeName=x dur=1s>",
  '<svg><a xlink:href="javascript:ran()"><text y=9>x</text></a></svg>',
  '<svg><use href="data:image/svg+xml,<svg id=x onload=ran()>#x">',
  "<svg><foreignObject><iframe srcdoc='<script>parent.ran()</script>'>",
  '<math href="javascript:ran()">x</math>',
  "<math><mtext><table><mglyph><style><img src onerror=ran()>",
  "<noscript><p title='</noscript><img src onerror=ran()>'>",
  "<template><script>ran()</script></template>",
  "<form><math><mtext></form><form><mglyph><style></math><img src onerror=ran()>",
  "<iframe src=javascript:ran()></iframe>",
  "<iframe srcdoc='<script>parent.ran()</script>'></iframe>",
  "<object data=javascript:ran()></object>",
  "<embed src=javascript:ran()>",
  "<base href=//evil.invalid/>",
  '<meta http-equiv=refresh content="0;url=javascript:ran()">',
  "<link rel=stylesheet href=//evil.invalid/x.css>",
  "<style>@import '//evil.invalid/x.css';</style>",
  "<details open ontoggle=ran()>x</details>",
  "<input autofocus onfocus=ran()>",
  "<video><source onerror=ran()></video>",
  "<marquee onstart=ran()>x</marquee>",
  "<a href=javascript:ran()>x</a>",
  "<button formaction=javascript:ran()>x</button>",
  "<div style='background:url(javascript:ran())'>x</div>",
  "<p style=animation-name:x onanimationstart=ran()>x",
];

const breakouts = [
  '"><script>ran()</script>',
  "'><img src=x onerror=ran()>",
  '" onmouseover="ran()" x="',
  "' autofocus onfocus='ran()",
  "` onerror=ran() `",
  "</title><script>ran()</script>",
  "</textarea><script>ran()</script>",
  "</style><script>ran()</script>",
  "</script><script>ran()</script>",
  "<!--<script>",
  "--><script>ran()</script>",
  "]]><script>ran()</script>",
  "\u2028ran()\u2029//",
  "\\u003cscript\\u003eran()\\u003c/script\\u003e",
  "&lt;script&gt;ran()&lt;/script&gt;",
  "&#60;script&#62;ran()&#60;/script&#62;",
  "%3Cscript%3Eran()%3C/script%3E",
  "\u0024{ran()}",
  "{{ran()}}",
  "{{constructor.constructor('ran()')()}}",
  '{"__proto__":{"ran":1},"$$typeof":"x"}',
  "$L1:E{ran()}",
  "'-ran()-'",
  '";ran();//',
  "\u202e<tpircs>)(nar\u202c",
  "\u2066\u200e<img src=x onerror=ran()>\u2069",
  '=HYPERLINK("javascript:ran()")',
  "x\r\nSet-Cookie: ran=1",
  "javascript:ran()",
  "java\tscript:ran()",
  "data:text/html,<script>ran()</script>",
  "//evil.invalid/%0d%0aran",
];

const markdown = [
  "[x](javascript:ran())",
  "[x](JaVaScRiPt:ran())",
  "[x](java&#115;cript:ran())",
  "[x](data:text/html,<script>ran()</script>)",
  "[x](vbscript:ran())",
  '![x](x"onerror="ran())',
  "![x](javascript:ran())",
  "<javascript:ran()>",
  "[x]: javascript:ran()\n\n[x]",
  "[x](/ \"title' onmouseover='ran()\")",
  "```<script>ran()</script>```",
  "`</code><script>ran()</script>`",
  "# <img src=x onerror=ran()>",
  "| <svg onload=ran()> |\n|-|\n| x |",
];

export const payloads: readonly string[] = [...markup, ...breakouts, ...markdown];

/** Several of them in one text of at most so many characters, with a mark of its own that names it; all of them in all. */
export function packed(maxCharacters: number): string[] {
  const texts: string[] = [];
  let text = "";
  for (const payload of payloads) {
    // A title is one line.
    const line = payload.replace(/\s+/g, " ");
    if (text && text.length + line.length + 1 > maxCharacters) {
      texts.push(text);
      text = "";
    }
    text = text ? `${text} ${line}` : `${texts.length}# ${line}`;
  }
  return [...texts, text];
}
