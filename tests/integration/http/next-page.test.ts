import { expect, test } from "vitest";
import { z } from "zod";
import { findApiRoutes } from "@/app/api/find-api-routes";
import { GET as findKeys } from "@/app/api/v1/me/keys/route";
import { apiDocument } from "@/lib/api-document/api-document";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { call, createPerson } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ model: false });

const page = z.object({ items: z.array(z.object({ name: z.string() })), nextCursor: z.string().nullable() });

test("a list is walked by the header link alone, which keeps what else was asked and ends with the list", async () => {
  const person = await createPerson();
  for (const name of ["One", "Two", "Three", "Four", "Five"])
    await createApiKey({ userId: person.id, name, scopes: [], days: null });
  const names: string[] = [];
  let path: string | null = "/api/v1/me/keys?limit=2";
  let pages = 0;
  while (path !== null) {
    const response: Response = await call(findKeys, { path, person });
    const { items, nextCursor } = page.parse(await response.json());
    names.push(...items.map(({ name }) => name));
    pages++;
    const link: string | null = response.headers.get("link");
    const [, next = null] = /^<([^>]*)>; rel="next"$/.exec(link ?? "") ?? [];
    // The cursor in it is the answer's own, and a second one does not stand beside it.
    expect(next && new URL(next, "http://localhost").searchParams.getAll("cursor")).toEqual(
      nextCursor && [nextCursor],
    );
    if (next) expect(next).toMatch(/^\/api\/v1\/me\/keys\?limit=2&cursor=/);
    path = next;
  }
  expect(names).toEqual(["Five", "Four", "Three", "Two", "One"]);
  expect(pages).toBe(3);
});

test("every route that takes a cursor of one list says in the document that it leads to the next page", async () => {
  const document = apiDocument(await findApiRoutes(), {
    ...{ url: "https://commons.example", version: "1", cookie: "session" },
  });
  const paged = Object.entries(document.paths).flatMap(([path, { get }]) =>
    get?.parameters.some(({ name }) => name === "cursor") ? [[path, get] as const] : [],
  );
  expect(paged.length).toBeGreaterThan(12);
  const silent = paged.filter(([, { responses }]) => {
    const answer = responses["200"];
    return !(answer && "headers" in answer && answer.headers?.link);
  });
  // A search has as many lists as it has kinds of things.
  expect(silent.map(([path]) => path)).toEqual(["/api/v1/search"]);
});
