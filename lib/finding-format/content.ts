import { z } from "zod";
import { canonicalHash } from "./canonical";
import { hashSchema } from "./hash-schema";

/** What a published version of a finding is: what its content hash is of (docs/formats.md, "A finding file"). */
export const findingContentFormat = "circuit-commons/finding-content@1";

export const findingContentSchema = z.strictObject({
  format: z.literal(findingContentFormat),
  finding: z.uuid(),
  version: z.number().int().min(1).max(1e9),
  /** To the millisecond, in UTC. */
  publishedAt: z.iso.datetime({ precision: 3 }),
  title: z.string().max(160),
  /** Markdown, as it was typed. */
  writeUp: z.string().max(50_000),
  tags: z.array(z.string().max(40)).max(10),
  /** How the circuit is arranged, as its page's address has it. */
  arrangement: z.string().max(1_000_000),
  licence: z.string().max(100),
  /** As they were called when it was published. */
  authors: z
    .array(z.strictObject({ handle: z.string().max(100), name: z.string().max(1_000).nullable() }))
    .min(1)
    .max(100),
  /** SHA-256 of the circuit-commons/circuit@1 document, its spec and its graph, as canonical JSON. */
  circuit: hashSchema,
});
export type FindingContent = z.infer<typeof findingContentSchema>;

/** SHA-256 of the content as canonical JSON, in hexadecimal. */
export function contentHash(content: FindingContent): string {
  return canonicalHash(content);
}
