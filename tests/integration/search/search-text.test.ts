import { beforeAll, describe, expect, test } from "vitest";
import { wordedPages } from "@/app/_search/worded-pages";
import { GET } from "@/app/api/v1/search/route";
import { db } from "@/lib/db/client";
import { deleteFinding } from "@/lib/findings/delete-finding";
import { updateFinding } from "@/lib/findings/update-finding";
import { withdrawFinding } from "@/lib/findings/withdraw-finding";
import { search as searchWith } from "@/lib/search/search";
import type { Found } from "@/lib/search/view";
import { proposeAnyLabel } from "../support/labels";
import { nameFeatures } from "../support/named-features";
import { call, createPerson, type Person } from "../support/people";
import { createDraft, createPublished } from "../support/published-findings";
import { setUpSite } from "../support/site";

setUpSite();
const search = ({ text }: { text: string }) => searchWith({ text, pages: wordedPages });
const asked = async (query: Record<string, string>, person?: Person) => {
  const answer = await call(GET, { path: `/?${new URLSearchParams(query)}`, ...(person && { person }) });
  return { status: answer.status, found: await answer.json() };
};
const hrefs = (found: Found, kind = "findings") =>
  (found.groups.find((group) => group.kind === kind)?.items ?? []).map(({ href }) => href);
const find = async (q: string, kind?: string) => hrefs(await search({ text: q }), kind);

describe("text is found", () => {
  let heads: string;
  let boxes: string;
  let russian: string;
  let chinese: string;

  beforeAll(async () => {
    const author = await createPerson();
    await db().user.update({ where: { id: author.id }, data: { handle: "ada-l", name: "Ada Lovelace" } });
    heads = (
      await createPublished({
        ...{ title: "Induction heads copy what came before", tags: ["induction", "names"], author },
        body: "The **second** mention of a name is moved by one head. <script>alert(1)</script>",
      })
    ).id;
    boxes = (
      await createPublished({ title: "Which box the key is in", body: "No induction head is needed here." })
    ).id;
    russian = (await createPublished({ title: "Повторение имён", body: "Имя во второй раз." })).id;
    chinese = (await createPublished({ title: "第二次出现的名字", body: "注意力头移动名字。" })).id;
    await nameFeatures({ 5: "Mary after a name", 6: "says the drink", 7: "through 2.3" });
  });

  test("by words, their stems, their beginnings, and in the title first", async () => {
    expect(await find("induction head")).toEqual([`/findings/${heads}`, `/findings/${boxes}`]);
    expect(await find("INDUCT")).toEqual([`/findings/${heads}`, `/findings/${boxes}`]);
    expect(await find("mentions")).toEqual([`/findings/${heads}`]);
  });

  test("by phrases, in which words stand in a row", async () => {
    expect(await find('"induction head"')).toEqual([`/findings/${heads}`, `/findings/${boxes}`]);
    expect(await find('"head induction"')).toEqual([]);
    expect(await find('"no induction"')).toEqual([`/findings/${boxes}`]);
  });

  test("though a word is mistyped, which is said", async () => {
    for (const typo of ["inducton", "indcution", "inductoin", "inducttion"]) {
      const found = await search({ text: `${typo} copy` });
      expect([typo, hrefs(found), found.insteadOf]).toEqual([
        ...[typo, [`/findings/${heads}`], `${typo} copy`],
      ]);
      expect(found.lookedFor).toBe("induction copy");
    }
    expect(hrefs(await search({ text: "Повторенеи" }))).toEqual([`/findings/${russian}`]);
    expect(hrefs(await search({ text: "mray after" }), "features")).toEqual([
      "/features/storybook-4l/attn/2/5",
    ]);
  });

  test("in other alphabets", async () => {
    expect(await find("ПОВТОР")).toEqual([`/findings/${russian}`]);
    expect(await find("名字")).toEqual([`/findings/${chinese}`]);
    expect(await find("字名")).toEqual([]);
    for (const text of ["مرحبا", "😀", "ไทย", "עברית"]) expect(await find(text)).toEqual([]);
  });

  test("with what was looked for marked in plain text", async () => {
    const { groups } = await search({ text: "induct second" });
    const [item] = groups.find(({ kind }) => kind === "findings")?.items ?? [];
    expect(item?.title).toContainEqual({ text: "Induction", isMatch: true });
    expect(item?.excerpt).toContainEqual({ text: "second", isMatch: true });
    // Markup that somebody wrote is text, or was never shown.
    expect(JSON.stringify(item)).not.toContain("**");
    const [cjk] = (await search({ text: "名字" })).groups[0]?.items ?? [];
    expect(cjk?.title).toContainEqual({ text: "名字", isMatch: true });
  });

  test("of features, models and pages too, each said what it is", async () => {
    expect(await find("mary", "features")).toEqual(["/features/storybook-4l/attn/2/5"]);
    expect(await find("the", "features")).toEqual(["/features/storybook-4l/attn/2/6"]);
    expect(await find("storybook", "models")).toEqual(["/models/storybook-4l"]);
    expect(await find("for programs", "pages")).toContain("/docs/api");
  });

  test("of features with how their label stands, or that a rule made their name", async () => {
    const { id: dictionaryId } = await db().dictionary.findFirstOrThrow({
      where: { layer: 2, set: { kind: "attn" } },
      select: { id: true },
    });
    const of = { dictionaryId, index: 7, side: "input" as const };
    await proposeAnyLabel((await createPerson()).id, { of, text: "a gryphon in the text" });
    const aboutOf = async (text: string) =>
      (await search({ text })).groups.find(({ kind }) => kind === "features")?.items[0]?.about;
    expect(await aboutOf("gryphon")).toMatch(/^feature attn\.2\.7 of .+, label proposed$/);
    // Of a feature that no corpus has shown anything of, as well.
    await proposeAnyLabel((await createPerson()).id, { of: { ...of, index: 1_999 }, text: "a wyvern" });
    expect(await aboutOf("wyvern")).toMatch(/^feature attn\.2\.1999 of .+, label proposed$/);
    expect(await aboutOf("mary")).toMatch(/^feature attn\.2\.5 of .+, name made by rule$/);
  });

  test("of people too, by name or handle, who published most first, and nobody who published nothing", async () => {
    const silent = await createPerson();
    await db().user.update({ where: { id: silent.id }, data: { name: "Ada Silent" } });
    const busy = await createPerson();
    await db().user.update({ where: { id: busy.id }, data: { handle: "ada-busy", name: null } });
    for (let n = 0; n < 2; n++) await createPublished({ title: "Untitled", author: busy });
    await createDraft({ title: "Untitled", author: silent });
    expect(await find("ada", "people")).toEqual(["/users/ada-busy", "/users/ada-l"]);
    expect(await find("lovel", "people")).toEqual(["/users/ada-l"]);
    const { groups } = await search({ text: "ada" });
    const people = groups.find(({ kind }) => kind === "people");
    expect(people).toMatchObject({ count: 2, isMore: false });
    expect(people?.items[0]?.about).toBe("person, 2 published findings");
    expect(people?.items[1]?.title).toContainEqual({ text: "Ada", isMatch: true });
    const first = (await asked({ q: "ada", kind: "people", limit: "1" })).found;
    const { nextCursor: cursor } = first.groups[0];
    const second = (await asked({ q: "ada", kind: "people", limit: "1", cursor })).found;
    expect([...hrefs(first, "people"), ...hrefs(second, "people")]).toEqual(
      hrefs({ ...first, groups }, "people"),
    );
    // A place that no person can have begins nowhere.
    const mark = String(cursor).slice(0, 8);
    for (const key of ["-", "-".repeat(36), "a".repeat(36), "0".repeat(32), `${silent.id}-1f`]) {
      const after = { q: "ada", kind: "people", limit: "1", cursor: `${mark}_2_${key}` };
      expect((await asked(after)).status, key).toBe(400);
    }
    for (const text of ["@ada-busy", "@Ada-Busy", "https://example.org/users/ada-busy?sort=newest"])
      expect((await search({ text })).meant.map(({ href }) => href)).toEqual(["/users/ada-busy"]);
    for (const text of [`@${silent.handle}`, silent.handle, `/users/${silent.handle}`]) {
      const found = await search({ text });
      expect(found).toMatchObject({ meant: [], groups: [] });
    }
  });

  test("by ids and addresses, which lead straight to their things", async () => {
    const { circuitId } = await db().finding.findUniqueOrThrow({ where: { id: heads } });
    for (const [text, href] of [
      [heads, `/findings/${heads}`],
      [`https://example.org/findings/${heads.toUpperCase()}?x=1`, `/findings/${heads}`],
      [circuitId, `/circuits/${circuitId}`],
      ["attn.2.5", "/features/storybook-4l/attn/2/5"],
      ["attn.2.5@9", "/features/storybook-4l/attn/2/5"],
      ["storybook-4l", "/models/storybook-4l"],
      ["https://x.org/models/storybook-4l", "/models/storybook-4l"],
    ]) {
      const { meant, sentence } = await search({ text: text ?? "" });
      expect([text, meant.map((each) => each.href), sentence]).toEqual([text, [href], null]);
    }
    const stranger = await search({ text: "gpt2-small-hook-z-kk/blocks.2.hook_z/5" });
    expect(stranger.meant.map(({ href }) => href)).toEqual(["/features/storybook-4l/attn/2/5"]);
    expect(stranger.sentence).toContain("SAELens");
    expect(await search({ text: "L2H3" })).toMatchObject({
      meant: [{ href: "/models/storybook-4l/heads/2.3" }],
      sentence: null,
    });
    expect((await search({ text: "L99H3" })).sentence).toContain("No model");
    expect((await search({ text: crypto.randomUUID() })).sentence).toContain("nothing public");
  });
});

describe("what is not public", () => {
  const secret = "zebrafinch";
  const nothing = async (text: string) => {
    for (const person of [undefined, await createPerson("administrator")]) {
      const { found } = await asked({ q: text }, person);
      expect(found).toMatchObject({ groups: [], meant: [], insteadOf: null });
    }
  };

  test("is not found, counted or marked, and lends its words to no correction", async () => {
    const { id, author } = await createDraft({ title: secret, body: secret, tags: [secret] });
    for (const text of [secret, "zebrafinhc", "zebra", id, author.handle]) await nothing(text);
    // Not even by its own author: text is looked for in what is public.
    expect((await asked({ q: secret }, author)).found.groups).toEqual([]);
  });

  test("is what was taken back, deleted, or written by somebody who is suspended", async () => {
    const taken = await createPublished({ title: secret });
    expect(await find(secret)).toHaveLength(1);
    await withdrawFinding({ findingId: taken.id, authorId: taken.author.id });
    for (const text of [secret, "zebrafinhc", taken.id, taken.author.handle]) await nothing(text);
    const deleted = await createPublished({ body: secret });
    await deleteFinding({ findingId: deleted.id, authorId: deleted.author.id });
    for (const text of [secret, deleted.id]) await nothing(text);
    const suspended = await createPublished({ title: "One", body: secret });
    await db().user.update({ where: { id: suspended.author.id }, data: { suspendedAt: new Date() } });
    for (const text of [secret, "zebrafinhc", suspended.id, suspended.author.handle]) await nothing(text);
  });

  test("is what a finding said before it was changed", async () => {
    const { id, author } = await createPublished({ title: "Of a wagtail", body: "It sings." });
    const content = { title: "Of a robin", body: "It sings.", tags: [], state: "" };
    await updateFinding({ findingId: id, authorId: author.id, revision: 1, ...content });
    expect(await find("wagtail")).toEqual([]);
    expect(await find("robin")).toEqual([`/findings/${id}`]);
  });
});

describe("a long list", () => {
  const ids: string[] = [];
  beforeAll(async () => {
    for (let n = 0; n < 7; n++) ids.push((await createPublished({ title: `Kestrel ${n}` })).id);
  });

  test("is read a page at a time, each thing once, and says how many there are", async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { found } = await asked({
        ...{ q: "kestrel", kind: "findings", limit: "3" },
        ...(cursor && { cursor }),
      });
      expect(found.groups[0]).toMatchObject({ count: 7, isMore: false });
      seen.push(...hrefs(found));
      cursor = found.groups[0].nextCursor ?? undefined;
    } while (cursor);
    expect(seen.sort()).toEqual(ids.map((id) => `/findings/${id}`).sort());
    expect(new Set(seen).size).toBe(7);
  });

  test("does not go on with a page of another search", async () => {
    const { found } = await asked({ q: "kestrel", kind: "findings", limit: "3" });
    const cursor = found.groups[0].nextCursor;
    for (const query of [
      { q: "kestrels", kind: "findings", cursor },
      { q: "kestrel", kind: "models", cursor },
      { q: "kestrel", cursor },
      { q: "kestrel", kind: "findings", cursor: "nonsense" },
      { q: "kestrel", kind: "findings", cursor: `${cursor}\0` },
    ])
      expect((await asked(JSON.parse(JSON.stringify(query)))).status).toBe(400);
    // What looks like one and is none is refused too.
    const forged = `${cursor.slice(0, 8)}_999999999_-----`;
    expect((await asked({ q: "kestrel", kind: "findings", cursor: forged })).status).toBe(400);
  });
});

describe("what is typed wrong", () => {
  test.each([
    ["10,000 characters", "word ".repeat(2_000), 400],
    ["a NUL", "a\0b", 400],
    ["half a character", "\ud83d", 200],
    ["400 letters", "x".repeat(400), 200],
    ["80 words", "of a ".repeat(80), 200],
    ["SQL", '\'; DROP TABLE "User"; --', 200],
    ["operators", "a & | ! <-> :* ( )' \\", 200],
    ["a quote that is not closed", '"induction', 200],
    ["punctuation", "?!.,;:-", 200],
    ["spaces", "   ", 200],
    ["nothing", "", 200],
    ["stop words", "the of and", 200],
    ["marks of its own", "\ue000\ue001", 200],
  ])("is answered: %s", async (_, q, status) => {
    const answer = await asked({ q });
    expect([q.slice(0, 20), answer.status]).toEqual([q.slice(0, 20), status]);
    expect(await db().user.count()).toBeGreaterThan(0);
  });

  test("is told apart: no word at all, and words that nearly every text has", async () => {
    expect((await asked({ q: "?!" })).found.sentence).toContain("no word");
    expect((await asked({ q: "of and" })).found.sentence).toContain("Nearly every");
  });
});

test("a finding of the longest write-up and of many letters is published and found", async () => {
  const many = Array.from({ length: 20_000 }, (_, n) => String.fromCodePoint(0x4e00 + n)).join("");
  const { id } = await createPublished({ title: "Long", body: `${many} ${"needle ".repeat(3_000)}` });
  expect(await find("needle")).toEqual([`/findings/${id}`]);
});
