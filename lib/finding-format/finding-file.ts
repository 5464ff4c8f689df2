import { z } from "zod";
import { checkCircuit } from "@/lib/attribution-graphs/check-circuit";
import { causalCheckSchema } from "@/lib/causal-checks/causal-check";
import { circuitSchema } from "@/lib/circuit-format/circuit";
import { AppError } from "@/lib/errors";
import { firstFault } from "@/lib/json/schema-words";
import { findingContentSchema } from "./content";
import { hashSchema } from "./hash-schema";

/** `circuit-commons/finding@1`: a published version whole, to be kept and computed again (docs/formats.md). */
export const findingFileFormat = "circuit-commons/finding@1";

const maxChecks = 2;
/** The site ablates 500 features at most; of another program's file more are not computed again. */
const maxPoints = 500;

const effects = causalCheckSchema.strict().extend({
  points: z
    .array(z.strictObject({ id: z.string().max(200), predicted: z.number(), measured: z.number() }))
    .max(maxPoints),
});

/** All but the circuit, which comes last and may be large. */
const head = {
  format: z.literal(findingFileFormat),
  /** Where it was published. */
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  content: findingContentSchema,
  contentHash: hashSchema,
  /** The last time the site computed the circuit again; null where it never did. */
  verification: z
    .strictObject({
      passed: z.boolean(),
      /** |stored - recomputed| / (1 + |recomputed|), the largest; null where the graph could not be read. */
      largestDifference: z.number().nullable(),
      at: z.iso.datetime(),
    })
    .nullable(),
  causalChecks: z
    .array(z.strictObject({ frozen: z.boolean(), at: z.iso.datetime(), result: effects }))
    .max(maxChecks),
};

export const findingFileHeadSchema = z.strictObject(head);
export type FindingFileHead = z.infer<typeof findingFileHeadSchema>;

export const findingFileSchema = z
  .strictObject({ ...head, circuit: circuitSchema })
  .meta({ id: "FindingFile" });
export type FindingFile = z.infer<typeof findingFileSchema>;

const unreadCircuit = z.strictObject({ ...head, circuit: z.record(z.string(), z.unknown()) });

export function isFindingFile(value: unknown): boolean {
  return (
    typeof value === "object" && value !== null && "format" in value && value.format === findingFileFormat
  );
}

/**
 * Reads a file from anywhere, whose JSON was weighed before it was parsed. Throws `AppError` "unprocessable" with the place
 * of the first fault; of the circuit what `checkCircuit` throws.
 */
export function readFindingFile(value: unknown): FindingFile {
  const parsed = unreadCircuit.safeParse(value);
  if (!parsed.success) {
    throw new AppError(
      "unprocessable",
      `This is not a sound ${findingFileFormat} file: ${firstFault(parsed.error)}.`,
    );
  }
  const { circuit } = checkCircuit(parsed.data.circuit);
  return { ...parsed.data, circuit };
}
