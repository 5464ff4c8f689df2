import { expect, test } from "vitest";
import { z } from "zod";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { notFound } from "@/lib/errors";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { call, createPerson } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ model: false });

const said = { summary: "A test's own.", access: "anyone", answer: json(z.object({})) } as const;
const limit = { name: "tries", points: 3, perSeconds: 60 };

test("every answer under a limit says how many calls are left, also a refusal, of a key's owner however they ask", async () => {
  const GET = route({ ...said, limit, handle: async () => ({}) });
  const missing = route({
    ...{ ...said, limit, problems: ["not-found"] as const },
    handle: async () => {
      throw notFound("thing");
    },
  });
  const person = await createPerson();
  const { key } = await createApiKey({ userId: person.id, name: "A script", scopes: [], days: null });
  const responses = [
    await call(GET, { person }),
    await call(GET, { headers: { authorization: `Bearer ${key}` } }),
    await call(missing, { person }),
    await call(GET, { headers: { authorization: `Bearer ${key}` } }),
  ];
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 404, 429]);
  const left = responses.map(({ headers }) => {
    expect(headers.get("ratelimit-policy")).toBe('"tries";q=3;w=60');
    const [, r, t] = /^"tries";r=(\d+);t=(\d+)$/.exec(headers.get("ratelimit") ?? "") ?? [];
    expect(Number(t)).toBeGreaterThan(50);
    expect(Number(t)).toBeLessThanOrEqual(60);
    return r;
  });
  expect(left).toEqual(["2", "1", "0", "0"]);
  const [, , , refused] = responses;
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(50);
});

test("an answer under no limit says nothing of one", async () => {
  const response = await call(route({ ...said, handle: async () => ({}) }));
  expect(response.headers.get("ratelimit")).toBeNull();
  expect(response.headers.get("ratelimit-policy")).toBeNull();
});
