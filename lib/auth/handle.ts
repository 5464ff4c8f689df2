import { z } from "zod";

const reserved = new Set([
  "admin",
  "administrator",
  "api",
  "commons",
  "guest",
  "me",
  "moderator",
  "root",
  "settings",
  "support",
  "system",
]);

export const handleSchema = z
  .string()
  .trim()
  .toLowerCase()
  .min(2, "A handle has at least 2 characters.")
  .max(32, "A handle has at most 32 characters.")
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Use letters a to z, digits and single hyphens, such as ada-l.")
  .refine((handle) => !reserved.has(handle), "That handle is reserved. Choose another.");

/** Makes a handle out of a name from elsewhere; `attempt` above 0 adds a number. */
export function handleFrom(name: string, attempt: number): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 24)
    .replace(/-+$/, "");
  const base = plain.length < 2 || reserved.has(plain) ? `reader-${plain}`.replace(/-+$/, "") : plain;
  return attempt === 0 ? base : `${base}-${attempt + 1}`;
}
