import { z } from "zod";
import { handleSchema } from "@/lib/auth/handle";
import { maxPasswordLength, minPasswordLength } from "@/lib/auth/password";
import { storableText } from "@/lib/db/storable-text";

export const passwordSchema = z
  .string()
  .min(
    minPasswordLength,
    `Use at least ${minPasswordLength} characters; a few words together are easy to remember.`,
  )
  .max(maxPasswordLength, `Use at most ${maxPasswordLength} characters.`);

export const invitationCodeSchema = z
  .string()
  .trim()
  .min(1, "Enter the code.")
  .max(100, "That is too long for a code.");

export const createAccountSchema = z.object({
  handle: handleSchema,
  password: passwordSchema,
  code: invitationCodeSchema.optional(),
});

export const updateProfileSchema = z.object({
  name: storableText.trim().max(80, "Use at most 80 characters.").nullable(),
});

export const changePasswordSchema = z.object({
  current: z.string().max(maxPasswordLength).nullable(),
  next: passwordSchema,
});

export const deleteAccountSchema = z.object({
  handle: z.string().max(64).describe("One's own, as a confirmation."),
  password: z.string().max(maxPasswordLength).nullable().describe("Null for an account that has none."),
  withFindings: z.boolean().describe("Whether what one published goes too, and leaves tombstones."),
});
