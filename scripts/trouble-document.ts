import { readFileSync } from "node:fs";

interface TroubleDocument {
  /** What is the matter, a sentence. */
  what: string;
  retryAfterSeconds: number;
  /** Something was sent, which another try would send again. */
  isSent: boolean;
  theme: string | undefined;
  /** Of this answer's policy, by which its style and script are let in. */
  nonce: string | undefined;
}

/** The site's own, as they stand: the build's style sheets have names that only the build knows. */
const styles = ["tokens", "base", "controls"]
  .map((name) => readFileSync(`components/ui/styles/${name}.css`, "utf8"))
  .join("");
const script = readFileSync("scripts/trouble-document.client.js", "utf8");

const ownStyle = `
  :root { --font-sans: system-ui, sans-serif; --text-xl: 1.5rem; --text-m: 0.9375rem }
  body { max-width: 38rem; margin: 0 auto; padding: 3rem 1rem }
  .site { font-weight: 600; font-size: var(--text-m) }
  h1 { margin: 2rem 0 0 }
  #tried { color: var(--ink-soft); font-size: var(--text-m); min-height: 1.5em }
`;

/** The page that stands where one could not be made, whole without any other file, and tries again by itself. */
export function troubleDocument({ what, retryAfterSeconds, isSent, theme, nonce }: TroubleDocument): string {
  const allowed = nonce ? ` nonce="${nonce}"` : "";
  const again = isSent
    ? `<p>Nothing was done with what you sent. Go back to have it before you, and send it again in a moment.</p>
<p><a class="button" data-look="primary" href="">Open the page anew</a></p>`
    : `<p>Nothing that was saved is lost. This page tries again by itself, and is what you asked for once that works.</p>
<p id="kept" hidden>What you were writing is kept in this browser and comes back with its page.</p>
<p><a id="again" class="button" data-look="primary" href="">Try now</a></p>
<p id="tried" role="status"></p>
<script${allowed} data-seconds="${retryAfterSeconds}">${script}</script>`;
  return `<!doctype html>
<html lang="en"${theme ? ` data-theme="${theme}"` : ""}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>This page has to wait · Circuit Commons</title>
<style${allowed}>${styles}${ownStyle}</style>
${isSent ? "" : `<noscript><meta http-equiv="refresh" content="${Math.max(10, retryAfterSeconds)}"></noscript>`}
</head>
<body>
<header><a class="text-link site" href="/">Circuit Commons</a></header>
<main>
<h1>This page has to wait.</h1>
<p>${what}</p>
${again}
</main>
</body>
</html>
`;
}
