import { expect, test } from "vitest";
import { z } from "zod";
import { jsonSchemaOf } from "./json-schema";
import { namesIn, schemaText } from "./schema-text";

test("a schema reads as a type: what may be left out, what each is, and how much of it", () => {
  const named = z.object({ id: z.uuid() }).meta({ id: "Named" });
  const schema = z.object({
    kind: z.enum(["a", "b"]).default("a"),
    text: z.string().max(80).optional(),
    many: z.array(z.tuple([z.number(), z.string()])).describe("Pairs."),
    one: named.nullable(),
    inside: z.object({ count: z.number().int().min(0).max(9) }),
    any: z.array(z.union([z.string(), z.number()])),
  });
  const components = {};
  const json = jsonSchemaOf(schema, components);
  expect(schemaText(json)).toBe(`{
  kind?: "a" | "b" = "a"
  text?: string (at most 80 characters)
  // Pairs.
  many: [number, string][]
  one: Named | null
  inside: {
    count: integer (0 to 9)
  }
  any: (string | number)[]
}`);
  expect(namesIn(json)).toEqual(["Named"]);
  expect(components).toEqual({
    Named: {
      type: "object",
      properties: { id: { type: "string", format: "uuid" } },
      required: ["id"],
    },
  });
});
