import { z } from "zod";
import { checkCircuit } from "@/lib/attribution-graphs/check-circuit";
import { circuitSchema } from "@/lib/circuit-format/circuit";
import { AppError } from "@/lib/errors";
import { canonicalHash } from "@/lib/finding-format/canonical";
import { hashSchema } from "@/lib/finding-format/hash-schema";
import { entryContentSchema, entryHash } from "./entry-content";
import { factsHash, factsSchema } from "./facts";
import { refuseUnsound } from "./unsound";

/** `circuit-commons/entry@1`: an entry whole, to be kept and judged again (docs/formats.md). */
export const entryFileFormat = "circuit-commons/entry@1";

const head = {
  format: z.literal(entryFileFormat),
  content: entryContentSchema,
  contentHash: hashSchema,
  facts: factsSchema,
  factsHash: hashSchema,
};

/** What rules read: the content with its circuit, and what was known of it. */
export const entryFileSchema = z.strictObject({ ...head, circuit: circuitSchema }).meta({ id: "EntryFile" });
export type EntryFile = z.infer<typeof entryFileSchema>;
export type JudgedEntry = Pick<EntryFile, "content" | "facts" | "circuit">;

const unreadCircuit = z.strictObject({ ...head, circuit: z.record(z.string(), z.unknown()) });

export function isEntryFile(value: unknown): boolean {
  return typeof value === "object" && value !== null && "format" in value && value.format === entryFileFormat;
}

/** The file of an entry: its hashes are of what stands in it. */
export function entryFileOf({ content, facts, circuit }: JudgedEntry): EntryFile {
  return {
    ...{ format: entryFileFormat, content, contentHash: entryHash(content) },
    ...{ facts, factsHash: factsHash(facts), circuit },
  };
}

/**
 * Reads a file from anywhere, whose JSON was weighed before it was parsed, and holds its parts against their hashes. Throws
 * `AppError` "unprocessable" with the place of the first fault; of the circuit what `checkCircuit` throws.
 */
export function readEntryFile(value: unknown): EntryFile {
  const parsed = unreadCircuit.safeParse(value);
  if (!parsed.success) return refuseUnsound(`${entryFileFormat} file`, parsed.error);
  const { circuit } = checkCircuit(parsed.data.circuit);
  const file = { ...parsed.data, circuit };
  const { content, facts } = file;
  for (const [part, said, found] of [
    ["circuit", content.circuit, canonicalHash(circuit)],
    ["content", file.contentHash, entryHash(content)],
    ["facts", file.factsHash, factsHash(facts)],
    ["facts' content", facts.content, entryHash(content)],
  ] as const)
    if (said !== found)
      throw new AppError(
        "unprocessable",
        `This ${entryFileFormat} file does not hold: the hash of its ${part} is ${found}, and it says ${said}.`,
      );
  return file;
}
