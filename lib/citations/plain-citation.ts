import { type Citation, nameOf, oneLine, publisher } from "./citation";

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** A citation in a sentence, on one line. */
export function plainCitation(citation: Citation): string {
  const { title, authors, version, publishedAt, url, contentHash } = citation;
  const ended = oneLine(title).replace(/[.\s]+$/, "");
  const stop = /[?!\u2026]$/.test(ended) ? "" : ".";
  return `${authors.map(nameOf).join(", ")}. ${ended}${stop} ${publisher}, version ${version}, ${day.format(publishedAt)}. ${url} (SHA-256 ${contentHash})\n`;
}
