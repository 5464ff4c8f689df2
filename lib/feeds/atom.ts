/** Atom (RFC 4287), as far as feeds of this site need it. */

export interface AtomEntry {
  /** A URI that stays when the site moves: `urn:uuid:...`. */
  id: string;
  title: string;
  /** Its page, whole. */
  url: string;
  published: Date;
  /** When what it says last changed. */
  updated: Date;
  author: { name: string; url: string };
  /** One sentence of what it says, as plain text. */
  summary: string;
  tags: readonly string[];
}

export interface AtomFeed {
  id: string;
  title: string;
  /** The page that shows the same, and the feed's own address, whole; null of one whose address is a secret. */
  page: string;
  self: string | null;
  /** Of a feed without entries; else the latest entry says it. */
  begun: Date;
  entries: readonly AtomEntry[];
}

/** What XML 1.0 cannot hold, however it is escaped, and signs that would turn round what stands after them. */
const illegal = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|[\u202a-\u202e\u2066-\u2069]/gu;

const escapes: Readonly<Record<string, string>> = {
  ...{ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" },
  // Within an attribute a reader would make spaces of them.
  ...{ "\t": "&#9;", "\n": "&#10;", "\r": "&#13;" },
};

/** A text as an XML document holds it, between tags and between quotes alike. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(illegal, "\ufffd")
    .replaceAll(/[&<>"'\t\n\r]/g, (sign) => escapes[sign] ?? "");
}

const element = (name: string, text: string) => `<${name}>${xmlText(text)}</${name}>`;

const link = (rel: string, href: string, type: string) =>
  `<link rel="${rel}" type="${type}" href="${xmlText(href)}"/>`;

function entryXml({ id, title, url, published, updated, author, summary, tags }: AtomEntry): string {
  return [
    "<entry>",
    element("id", id),
    // Of type "text", so no reader takes a title for markup.
    `<title type="text">${xmlText(title)}</title>`,
    link("alternate", url, "text/html"),
    element("published", published.toISOString()),
    element("updated", updated.toISOString()),
    `<author>${element("name", author.name)}${element("uri", author.url)}</author>`,
    ...tags.map((tag) => `<category term="${xmlText(tag)}"/>`),
    `<summary type="text">${xmlText(summary)}</summary>`,
    "</entry>",
  ].join("\n");
}

/** A feed as a document. */
export function atomXml({ id, title, page, self, begun, entries }: AtomFeed): string {
  const updated = Math.max(begun.getTime(), ...entries.map((entry) => entry.updated.getTime()));
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    element("id", id),
    `<title type="text">${xmlText(title)}</title>`,
    element("updated", new Date(updated).toISOString()),
    ...(self === null ? [] : [link("self", self, "application/atom+xml")]),
    link("alternate", page, "text/html"),
    element("generator", "Circuit Commons"),
    ...entries.map(entryXml),
    "</feed>",
    "",
  ].join("\n");
}
