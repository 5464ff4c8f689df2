import { expect, test } from "vitest";
import { z } from "zod";
import { firstFault, schemaWords, wordsOf } from "./schema-words";

const schema = z.strictObject({
  id: z.uuid(),
  mail: z.email(),
  at: z.iso.datetime(),
  page: z.url(),
  code: z.string().regex(/^[a-z]+$/),
  name: z.string().max(3),
  hash: z.string().length(4),
  list: z.array(z.number()).min(1),
  count: z.number().int().multipleOf(2).max(10),
  share: z.number().gt(0).lt(1),
  whether: z.boolean(),
  kind: z.enum(["a", "b"]),
  either: z.union([z.number(), z.boolean()]),
  chosen: z.discriminatedUnion("is", [z.object({ is: z.literal("x") }), z.object({ is: z.literal("y") })]),
  named: z.record(z.string().regex(/^[a-z]$/), z.number()),
  pair: z.tuple([z.number(), z.number()]),
  when: z.date(),
  own: z.string().min(1, "Give it a name."),
});
const sound = {
  ...{ id: "3f0a5a0e-9d60-4b62-9ac7-1d1b6cf2d7a1", mail: "a@example.org", at: "2026-01-31T12:00:00Z" },
  ...{ page: "https://example.org", code: "a", name: "abc", hash: "abcd", list: [1], count: 2, share: 0.5 },
  ...{ whether: true, kind: "a", either: 1, chosen: { is: "x" }, named: { a: 1 }, pair: [1, 2] },
  ...{ when: new Date(0), own: "x" },
};

test.each<[object, string]>([
  [{ id: "x" }, "id: it must be an id (UUID)"],
  [{ mail: "x" }, "mail: it must be an email address"],
  [{ at: "x" }, "at: it must be a date with a time, such as 2026-01-31T12:00:00Z"],
  [{ page: "x" }, "page: it must be an address (URL)"],
  [{ code: "A" }, "code: it is not of the right form"],
  [{ name: "abcd" }, "name: it must be at most 3 characters long"],
  [{ hash: "abc" }, "hash: it must be exactly 4 characters long"],
  [{ list: [] }, "list: it must be at least 1 entries long"],
  [{ list: [1, "2"] }, "list.1: it must be a number"],
  [{ count: 1.5 }, "count: it must be a whole number"],
  [{ count: 3 }, "count: it must be a multiple of 2"],
  [{ count: 12 }, "count: it must be at most 10"],
  [{ share: 0 }, "share: it must be above 0"],
  [{ share: 1 }, "share: it must be below 1"],
  [{ share: Number.NaN }, "share: it must be a number"],
  [{ whether: "yes" }, "whether: it must be true or false"],
  [{ kind: "c" }, 'kind: it must be "a" or "b"'],
  [{ kind: undefined }, 'kind: it must be "a" or "b"'],
  [{ either: "x" }, "either: it is not of the right form"],
  [{ chosen: { is: "z" } }, "chosen.is: it is not of the right form"],
  [{ named: { A: 1 } }, "named.A: it is not of the right form"],
  [{ pair: 1 }, "pair: it must be a list"],
  [{ when: "x" }, "when: it must be of another type"],
  [{ name: null }, "name: it must be text"],
  [{ own: "" }, "own: Give it a name."],
  [{ more: 1 }, '"more" is not known here and may be misspelt'],
  [{ more: 1, less: 1 }, '"more", "less" are not known here and may be misspelt'],
])("%j is told in words of our own", (change, words) => {
  const { error } = schema.safeParse({ ...sound, ...change });
  if (!error) throw new Error("nothing was found");
  expect(error.issues.map(schemaWords)).toEqual([words]);
  expect(firstFault(error)).toBe(words);
});

test("what is sound has no words, and a value by itself no place", () => {
  expect(schema.safeParse(sound).error).toBeUndefined();
  const { error } = z.string().safeParse(1);
  expect(error?.issues.map(schemaWords)).toEqual(["it must be text"]);
  expect(error?.issues.map(wordsOf)).toEqual(["it must be text"]);
});

test("names of a hostile value are cut", () => {
  const { error } = z.record(z.string(), z.strictObject({})).safeParse({
    ["a".repeat(9_999)]: {
      ["b".repeat(9_999)]: 1,
      ...Object.fromEntries([..."cdefghij"].map((key) => [key, 1])),
    },
  });
  if (!error) throw new Error("nothing was found");
  expect(firstFault(error).length).toBeLessThan(400);
});
