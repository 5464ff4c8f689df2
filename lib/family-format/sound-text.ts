import type { z } from "zod";

/** A text without what no page can show, no database keep and no hash be of. */
export function sound(text: z.ZodString) {
  return text
    .regex(/^[\P{Cc}\n\r\t]*$/u, "it has a control character")
    .refine((value) => value.isWellFormed(), "it has half of a character");
}
