import { expect, test } from "vitest";
import { z } from "zod";
import { invalidInput } from "./problem";

test("what a caller sent wrong is told by field, in words of our own", () => {
  const schema = z.strictObject({ of: z.object({ id: z.uuid() }), text: z.string(), top: z.number().max(5) });
  const { error } = schema.safeParse({ of: { id: "x" }, top: 6, more: 1 });
  if (!error) throw new Error("nothing was found");
  expect(invalidInput(error)).toMatchObject({
    code: "invalid-input",
    message: "of.id: it must be an id (UUID)",
    details: {
      fields: {
        "of.id": "it must be an id (UUID)",
        text: "it must be text",
        top: "it must be at most 5",
        body: '"more" is not known here and may be misspelt',
      },
    },
  });
});
