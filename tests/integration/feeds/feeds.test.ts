import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { GET as ofFindings } from "@/app/api/v1/feeds/findings/route";
import { GET as ofPerson } from "@/app/api/v1/feeds/people/[handle]/route";
import { GET as ofWords } from "@/app/api/v1/feeds/search/route";
import { db } from "@/lib/db/client";
import { publishFinding } from "@/lib/findings/publish-finding";
import { updateFinding } from "@/lib/findings/update-finding";
import { withdrawFinding } from "@/lib/findings/withdraw-finding";
import type { RouteHandler } from "@/lib/http/route";
import { withdrawLabel } from "@/lib/labels/withdraw-label";
import { proposeAnyLabel } from "../support/labels";
import { call, createPerson } from "../support/people";
import { createDraft, createPublished } from "../support/published-findings";
import { setUpSite } from "../support/site";

setUpSite();

// What is kept for some seconds is not: each question a minute later.
let clock = Date.now();
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: clock }));
afterEach(() => void vi.useRealTimers());
const later = (seconds: number) => {
  clock += seconds * 1_000;
  vi.setSystemTime(clock);
};

interface Asked {
  query?: string;
  params?: Record<string, string>;
  headers?: Record<string, string>;
}

async function ask(handler: RouteHandler, { query = "", ...rest }: Asked = {}) {
  const response = await call(handler, { path: `/?${query}`, ...rest });
  const text = await response.text();
  const ids = [...text.matchAll(/<id>urn:uuid:([^<]+)<\/id>/g)].map(([, id]) => id);
  return { status: response.status, headers: response.headers, text, ids: ids.slice(1) };
}

describe("a feed of a search", () => {
  test("tells of what passes its filters, the last published first, and of no draft", async () => {
    const author = await createPerson();
    const first = await createPublished({ title: "First & <b>", tags: ["fed"], author });
    const second = await createPublished({ title: "Second", tags: ["fed"], author });
    await createPublished({ title: "Other", tags: ["other"], author });
    await createDraft({ title: "Secret", tags: ["fed"], author });
    const { status, headers, ids, text } = await ask(ofFindings, { query: "tag=fed" });
    expect([status, headers.get("content-type")]).toEqual([200, "application/atom+xml; charset=utf-8"]);
    expect(ids).toEqual([second.id, first.id]);
    expect(text).toContain("First &amp; &lt;b&gt;");
    expect(text).not.toContain("Secret");
    expect((await ask(ofPerson, { params: { handle: author.handle } })).ids).toHaveLength(3);
    later(60);
  });

  test("of words tells of findings that have them and of features that are called so, and of nothing taken back", async () => {
    const author = await createPerson();
    const first = await createPublished({ title: "About a kestrel", author });
    const second = await createPublished({ title: "Other", body: "It says **kestrels**.", author });
    await createDraft({ title: "A secret kestrel", author });
    const gone = await createPublished({ title: "A kestrel that was", author });
    await withdrawFinding({ findingId: gone.id, authorId: author.id });
    const { id: label } = await proposeAnyLabel(author.id, { text: "a kestrel over a field" });
    const { status, ids, text } = await ask(ofWords, { query: "q=Kestrel" });
    expect([status, ids.toSorted()]).toEqual([200, [first.id, second.id, label].toSorted()]);
    expect(text).toContain("A proposed label of attn.3.");
    expect(text).not.toContain("secret");
    await withdrawLabel({ labelId: label, authorId: author.id });
    later(60);
    expect((await ask(ofWords, { query: "q=kestrel" })).ids).toEqual([second.id, first.id]);
    // It waits for what nothing has yet.
    expect(await ask(ofWords, { query: "q=wheatear" })).toMatchObject({ status: 200, ids: [] });
    for (const q of ["", "...", "x".repeat(10_000), "%00"])
      expect((await ask(ofWords, { query: `q=${q}` })).status, q.slice(0, 9)).toBe(400);
    later(60);
  });

  test("is not sent again to who has it, by its tag or its date, until something changes", async () => {
    const author = await createPerson();
    const { id } = await createPublished({ title: "As it was", tags: ["same"], author });
    const query = "tag=same";
    const { headers } = await ask(ofFindings, { query });
    const etag = headers.get("etag") ?? "";
    const date = headers.get("last-modified") ?? "";
    later(60);
    const has: Record<string, string>[] = [
      { "if-none-match": etag },
      { "if-none-match": `"other", ${etag}` },
      { "if-none-match": "*" },
      { "if-modified-since": date },
    ];
    for (const headers of has) {
      const answer = await ask(ofFindings, { query, headers });
      expect([answer.status, answer.text]).toEqual([304, ""]);
      expect(answer.headers.get("etag")).toBe(etag);
    }
    const hasNot: Record<string, string>[] = [
      { "if-none-match": '"other"', "if-modified-since": date },
      { "if-modified-since": "yesterday" },
      { "if-none-match": "W/" },
    ];
    for (const headers of hasNot) expect((await ask(ofFindings, { query, headers })).status).toBe(200);
    const content = { title: "As it is", body: "More.", tags: ["same"], state: "", revision: 1 };
    await updateFinding({ findingId: id, authorId: author.id, ...content });
    later(60);
    for (const headers of [has[0], has[3]]) {
      const changed = await ask(ofFindings, { query, ...(headers && { headers }) });
      expect([changed.status, changed.ids]).toEqual([200, [id]]);
      expect(changed.text).toContain("As it is");
    }
    later(60);
  });

  test("has nothing of what was taken back, and says so to who asks by a date", async () => {
    const { id, author } = await createPublished({ title: "Said for a while", tags: ["gone"] });
    const query = "tag=gone";
    const before = await ask(ofFindings, { query });
    expect(before.ids).toEqual([id]);
    await withdrawFinding({ findingId: id, authorId: author.id });
    later(6);
    const headers = { "if-modified-since": before.headers.get("last-modified") ?? "" };
    const after = await ask(ofFindings, { query, headers });
    expect([after.status, after.ids]).toEqual([200, []]);
    expect(after.text).not.toContain("Said for a while");
    await publishFinding({ findingId: id, authorId: author.id });
    later(6);
    expect((await ask(ofFindings, { query })).ids).toEqual([id]);
    later(60);
  });

  test("that is asked for every second is made once in five seconds, and refused beyond its limit", async () => {
    await createPublished({ tags: ["often"] });
    const read = vi.spyOn(db().findingVersion, "groupBy");
    const headers = { "x-forwarded-for": "192.0.2.77" };
    for (let second = 0; second < 10; second++) {
      await Promise.all([1, 2, 3].map(() => ask(ofFindings, { query: "tag=often", headers })));
      later(1);
    }
    expect(read.mock.calls.length).toBeLessThanOrEqual(2);
    read.mockRestore();
    vi.useRealTimers();
    const statuses = await Promise.all(
      Array.from(
        { length: 130 },
        async () => (await ask(ofFindings, { query: "tag=often", headers })).status,
      ),
    );
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(10);
  });

  test("has an id that its filters alone decide, in whatever order they come", async () => {
    const of = async (query: string) => /<id>([^<]+)/.exec((await ask(ofFindings, { query })).text)?.[1];
    expect(await of("tag=a&tag=b&model=m")).toBe(await of("model=m&tag=a&tag=b"));
    expect(await of("tag=a")).not.toBe(await of("tag=b"));
  });

  test.each([
    ["tag=%00"],
    ["tag="],
    [`tag=${"x".repeat(300)}`],
    [
      Array(12)
        .fill("tag=a")
        .map((t, n) => t + n)
        .join("&"),
    ],
  ])("of what is no query is refused: %s", async (query) => {
    expect((await ask(ofFindings, { query })).status).toBe(400);
  });

  test("of nobody is not there", async () => {
    for (const handle of ["nobody-here", "a\0b", "x".repeat(90)])
      expect((await ask(ofPerson, { params: { handle } })).status).toBe(404);
  });
});
