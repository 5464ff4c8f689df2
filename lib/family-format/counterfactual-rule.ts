import { z } from "zod";
import { familyLimits } from "./limits";
import { namePattern } from "./marked-text";
import { sound } from "./sound-text";

const { maxWordLength, maxTextLength, maxRoles } = familyLimits;

export const nameSchema = z
  .string()
  .regex(
    namePattern,
    `a name is a letter, then letters, digits, "-" and "_", ${familyLimits.maxNameLength} characters at most`,
  );

const title = sound(z.string().trim().min(1, "the rule has no name").max(60));
const sayable = (most: number) => sound(z.string().min(1, "there is no word").max(most));

/** How a prompt becomes its counterfactual. Roles keep their names, so that both are aligned by role. */
export const ruleSchema = z.discriminatedUnion("rule", [
  z
    .strictObject({
      name: title,
      rule: z.literal("other-words"),
      roles: z.array(nameSchema).min(1).max(maxRoles),
      /** Whether a word changes everywhere in the text, to the same one; else at these roles alone, each to one of its own. */
      together: z.boolean(),
    })
    .describe("The words at these roles become others of their lists, which the prompt does not have."),
  z
    .strictObject({
      name: title,
      rule: z.literal("swap-places"),
      roles: z.tuple([nameSchema, nameSchema]),
    })
    .describe("What stands at two roles changes places; each role goes with its words."),
  z
    .strictObject({ name: title, rule: z.literal("same-word"), role: nameSchema, as: nameSchema })
    .describe("What stands at one role becomes what stands at another."),
  z
    .strictObject({
      name: title,
      rule: z.literal("another-word"),
      role: nameSchema,
      word: sayable(maxWordLength),
    })
    .describe("What stands at a role becomes a word that is given."),
  z
    .strictObject({
      name: title,
      rule: z.literal("moved"),
      /** Null: the beginning of the text. */
      before: nameSchema.nullable(),
      text: sayable(maxTextLength),
    })
    .describe("Words are put in before a role, or before everything, so that what follows moves on."),
]);
export type CounterfactualRule = z.infer<typeof ruleSchema>;

/** Roles that a prompt must have for a rule to say anything of it. */
export function rolesOfRule(rule: CounterfactualRule): string[] {
  switch (rule.rule) {
    case "other-words":
    case "swap-places":
      return rule.roles;
    case "same-word":
      return [rule.role, rule.as];
    case "another-word":
      return [rule.role];
    case "moved":
      return rule.before === null ? [] : [rule.before];
  }
}
