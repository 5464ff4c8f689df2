import { beforeAll, describe, expect, test } from "vitest";
import { GET } from "@/app/api/v1/findings/route";
import { cataloguePageSchema } from "@/lib/catalogue/view";
import { db } from "@/lib/db/client";
import { createFinding } from "@/lib/findings/create-finding";
import { publishFinding } from "@/lib/findings/publish-finding";
import { createFinishedCircuit } from "../support/circuits";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

async function ask(query: string, person: Person | null = null) {
  const response = await call(GET, { path: `/?${query}`, person });
  expect(response.status).toBe(200);
  return cataloguePageSchema.parse(await response.json());
}

let author: Person;
let ids: string[];

beforeAll(async () => {
  author = await createPerson();
  const circuitId = await createFinishedCircuit();
  ids = [];
  for (const tags of [["names"], ["names", "days"], ["days"]]) {
    const body = "## What\n\nIt says *one* thing. And another.";
    const { id } = await createFinding({
      title: `Of ${tags}`,
      body,
      state: "",
      tags,
      circuitId,
      authorId: author.id,
    });
    await publishFinding({ findingId: id, authorId: author.id });
    ids.push(id);
  }
  const draft = { title: "Secret", body: "Not yet.", state: "", tags: ["hidden"], circuitId };
  await createFinding({ ...draft, authorId: author.id });
});

describe("the catalogue by its API", () => {
  test("lists what is published, the last first, with the sentence it says, and no draft, its author's neither", async () => {
    for (const person of [null, author]) {
      const { items, total, counts } = await ask("", person);
      expect(items.map(({ id }) => id)).toEqual(ids.toReversed());
      expect(items[0]).toMatchObject({ sentence: "It says one thing.", author: { handle: author.handle } });
      expect(total).toBe(3);
      expect(counts.filter(({ name }) => name === "tag")).toEqual([
        { name: "tag", value: "days", count: 2 },
        { name: "tag", value: "names", count: 2 },
      ]);
    }
  });

  test("several values of one filter are each wanted, and a filter that takes one value counts the others beside it", async () => {
    expect((await ask("tag=names&tag=days")).items.map(({ id }) => id)).toEqual([ids[1]]);
    const { counts, total } = await ask(`tag=names&verified=never&author=${author.handle}`);
    expect(total).toBe(2);
    expect(counts).toContainEqual({ name: "verified", value: "never", count: 2 });
    expect(counts).toContainEqual({ name: "tag", value: "days", count: 1 });
  });

  test("filters that contradict find nothing and say what would", async () => {
    const { items, total, without } = await ask("verified=yes&verified=never&tag=names");
    expect([items, total]).toEqual([[], 0]);
    expect(without).toEqual([{ name: "verified", value: "yes", count: 2 }]);
    const one = await ask("verified=never&tag=nothing");
    expect(one.without).toEqual([{ name: "tag", value: "nothing", count: 3 }]);
    const two = await ask("target=resid&tag=names");
    expect(two.without).toEqual([{ name: "target", value: "resid", count: 2 }]);
  });

  test.each([
    ["tag=hidden", 0],
    ["tag=%27%20or%201%3D1%20--", 0],
    ["token=%F0%9F%90%88", 0],
    ["model=storybook-4l", 3],
    ["completeness=0.5", 0],
    ["checked=no", 3],
  ])("%s is a question like any other", async (query, found) => {
    expect((await ask(query)).total).toBe(found);
  });

  test.each([
    `tag=${"x".repeat(10_000)}`,
    "tag=%00",
    `tag=${Array.from({ length: 11 }, (_, n) => n).join("&tag=")}`,
    "sort=best",
    "sort=newest&sort=completeness",
    "cursor=x",
    "limit=51",
    "limit=0",
  ])("%.40s is refused", async (query) => {
    expect((await call(GET, { path: `/?${query}` })).status).toBe(400);
  });

  test("a cursor of another order begins at the start, and one of another filter goes on from its place", async () => {
    const first = await ask("limit=1");
    expect(first.nextCursor).not.toBeNull();
    const other = await ask(`limit=1&sort=completeness&cursor=${first.nextCursor}`);
    expect(other.items).toHaveLength(1);
    const within = await ask(`tag=names&cursor=${first.nextCursor}`);
    expect(within.items.map(({ id }) => id)).toEqual([ids[1], ids[0]]);
    const end = await ask("cursor=n_0");
    expect([end.items, end.nextCursor, end.total]).toEqual([[], null, 3]);
  });
});

test("what an author of one may not see is in no count either: drafts, taken back and deleted", async () => {
  const rows = await db().facet.findMany({ where: { value: "hidden" } });
  expect(rows).toEqual([]);
});
