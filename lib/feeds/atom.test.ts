import { SaxesParser, type SaxesTagPlain } from "saxes";
import { expect, test } from "vitest";
import { type AtomFeed, atomXml } from "./atom";
import { feedId } from "./feed-id";

const at = new Date("2026-11-28T10:00:00.000Z");
const entry = {
  ...{ id: "urn:uuid:0192", url: "https://a.example/findings/1?x=1&y=2", published: at, updated: at },
  author: { name: "Ann", url: "https://a.example/users/ann" },
  ...{ title: "A finding", summary: "It says this.", tags: ["days"] },
};
const feed: AtomFeed = {
  ...{ id: feedId("/circuits"), title: "Circuits", begun: new Date(0), entries: [entry] },
  ...{ page: "https://a.example/circuits", self: "https://a.example/api/v1/feeds/findings" },
};

/** The elements of a document in their order, with their text; throws where it is not well-formed. */
function parsed(xml: string): { name: string; text: string; attributes: Record<string, string> }[] {
  const elements: { name: string; text: string; attributes: Record<string, string> }[] = [];
  const open: (typeof elements)[number][] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }: SaxesTagPlain) => {
    const element = { name, text: "", attributes: { ...attributes } };
    elements.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.on("closetag", () => open.pop());
  parser.write(xml).close();
  return elements;
}

test("a feed is well-formed and says what it was made of, and as changed its latest entry's moment", () => {
  const later = { ...entry, id: "urn:uuid:0193", updated: new Date("2026-11-28T11:00:00.000Z") };
  const elements = parsed(atomXml({ ...feed, entries: [entry, later] }));
  expect(elements[0]).toMatchObject({ name: "feed", attributes: { xmlns: "http://www.w3.org/2005/Atom" } });
  expect(elements.find(({ name }) => name === "updated")?.text).toBe("2026-11-28T11:00:00.000Z");
  const links = elements.filter(({ name }) => name === "link").map(({ attributes }) => attributes);
  expect(links.map(({ rel, href }) => [rel, href])).toEqual([
    ["self", feed.self ?? ""],
    ["alternate", feed.page],
    ["alternate", entry.url],
    ["alternate", entry.url],
  ]);
  expect(elements.filter(({ name }) => name === "id").map(({ text }) => text)).toEqual([
    feed.id,
    entry.id,
    later.id,
  ]);
});

test("a feed of nothing is one all the same", () => {
  const elements = parsed(atomXml({ ...feed, entries: [] }));
  expect(elements.find(({ name }) => name === "updated")?.text).toBe("1970-01-01T00:00:00.000Z");
});

const hostile = [
  "</title><script>alert(1)</script>",
  "]]>&amp;<!--",
  "\"'><entry>",
  "&#x0; &unknown; %xxe;",
  "line\nbreak\tand\rreturn",
  "\u0000\u0001\u0008\u000b\u001b\u007f",
  "\ud800 alone, \udfff too, \ufffe \uffff",
  "\u202eturned\u202c",
  "\u{1f408} \u0434\u0430",
  "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]>",
];

/** Of the signs above those that XML cannot hold, and that turn round what follows. */
const unseen = new Set("\u0000\u0001\u0008\u000b\u001b\ufffe\uffff\u202e\u202c");

test.each(hostile)("what somebody calls %j stands in title, name, tag and sentence as text", (text) => {
  const said = { title: text, summary: text, tags: [text], author: { name: text, url: entry.author.url } };
  const xml = atomXml({ ...feed, title: text, entries: [{ ...entry, ...said }] });
  const elements = parsed(xml);
  expect(elements.map(({ name }) => name)).toEqual(parsed(atomXml(feed)).map(({ name }) => name));
  const shown = elements.flatMap(({ name, text, attributes }) =>
    ["title", "name", "summary"].includes(name) ? [text] : name === "category" ? [attributes.term] : [],
  );
  const kept = [...text.toWellFormed()].map((sign) => (unseen.has(sign) ? "\ufffd" : sign)).join("");
  expect(shown).toEqual([kept, kept, kept, kept, kept]);
});

test("a feed's id depends on what it is of and on nothing else", () => {
  expect(feedId("/users/ann")).toBe(feedId("/users/ann"));
  expect(feedId("/users/ann")).not.toBe(feedId("/users/bob"));
  expect(feedId("x")).toMatch(
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});
