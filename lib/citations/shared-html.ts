import { type Citation, nameOf, oneLine, publisher } from "./citation";
import { htmlText } from "./html-text";

/** HTML that shows a finding on somebody's own page: no script of ours is in any of it. */

interface Shown {
  /** Where readers reach the site, without a slash at the end. */
  site: string;
  finding: string;
  title: string;
}

/** The finding itself, to be looked into. */
export function iframeHtml(
  { site, finding, title }: Shown,
  { width, height }: { width: string; height: string },
) {
  return `<iframe src="${site}/embed/${finding}" title="${htmlText(oneLine(title))}" width="${width}" height="${height}" loading="lazy"></iframe>`;
}

/** A picture of its circuit that leads to it. */
export function pictureHtml({ site, finding, title }: Shown): string {
  const alt = htmlText(`The graph of the circuit of \u201c${oneLine(title)}\u201d`);
  return `<a href="${site}/findings/${finding}"><img src="${site}/api/v1/findings/${finding}/preview" alt="${alt}" width="600" height="315"></a>`;
}

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** A few lines that say what it is and whose. */
export function cardHtml(citation: Citation): string {
  const { title, authors, version, publishedAt, url, licence } = citation;
  const names = authors.map((author) => `<bdi>${htmlText(nameOf(author))}</bdi>`).join(", ");
  return [
    `<blockquote cite="${htmlText(url)}">`,
    `  <p><a href="${htmlText(url)}"><cite><bdi>${htmlText(oneLine(title))}</bdi></cite></a></p>`,
    `  <p>${names}. ${publisher}, version ${version}, ${day.format(publishedAt)}. ${htmlText(licence)}</p>`,
    "</blockquote>",
  ].join("\n");
}
