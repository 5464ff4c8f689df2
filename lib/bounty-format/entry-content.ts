import { z } from "zod";
import { canonicalHash } from "@/lib/finding-format/canonical";
import { findingContentSchema } from "@/lib/finding-format/content";
import { hashSchema } from "@/lib/finding-format/hash-schema";

/** What an entry is, of which its commitment is made (docs/formats.md, "An entry and its commitment"). */
export const entryContentFormat = "circuit-commons/entry-content@1";

const { title, writeUp, tags, arrangement, licence, circuit } = findingContentSchema.shape;

export const entryContentSchema = z.strictObject({
  format: z.literal(entryContentFormat),
  finding: z.uuid(),
  /** Which save of the finding it is. */
  revision: z.number().int().min(1).max(1e9),
  ...{ title, writeUp, tags, arrangement, licence },
  /** Handles, as they were called then, in the order of UTF-16 units. */
  entrants: z.array(z.string().min(1).max(100)).min(1).max(200),
  /** SHA-256 of the circuit-commons/circuit@1 document, its spec and its graph, as canonical JSON. */
  circuit,
  terms: hashSchema,
  /**
   * 32 bytes by chance in hexadecimal, sealed with the rest: else whoever hashes all public findings, with their authors' handles,
   * would see by the public hash which one was entered.
   */
  nonce: z.string().regex(/^[0-9a-f]{64}$/, "must be 32 bytes in hexadecimal"),
});
export type EntryContent = z.infer<typeof entryContentSchema>;

/** The commitment, public at once: SHA-256 of the content as canonical JSON, in hexadecimal. */
export function entryHash(content: EntryContent): string {
  return canonicalHash(content);
}
