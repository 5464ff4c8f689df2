import { expect } from "vitest";
import { z } from "zod";
import { commons } from "./commons";

const prediction = z.strictObject({
  ...{ id: z.number(), text: z.string() },
  ...{ logit: z.number(), probability: z.number() },
});
const changes = {
  frozen: z.boolean(),
  target: z.strictObject({ id: z.string(), before: z.number(), after: z.number() }),
  predictions: z.strictObject({ before: z.array(prediction), after: z.array(prediction) }),
};
/** Strict objects: what is printed has exactly these fields. */
const answerSchema = z.union([
  z.strictObject({ features: z.array(z.string()), scale: z.number(), ...changes }),
  z.strictObject({ features: z.array(z.string()), set: z.number(), ...changes }),
  z.strictObject({
    ...{ dictionaries: z.array(z.string()), positions: z.array(z.number()).optional() },
    ...{ withoutError: z.boolean(), ...changes },
  }),
]);
export type Answer = z.infer<typeof answerSchema>;

/** What a command that makes edits prints, once it has succeeded without a word on standard error. */
export function printed(...args: string[]): Answer {
  const { status, stdout, stderr } = commons(...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return answerSchema.parse(JSON.parse(stdout));
}
