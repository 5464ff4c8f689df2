import { z } from "zod";
import type { GraphExtras } from "@/lib/attribution-graphs/attribution-graph";
import { circuitSpecSchema } from "@/lib/circuit-format/circuit";
import { packDocument, unpackDocument } from "@/lib/circuits/read-circuit-graph";

/** What a page shows of an imported circuit beside its graph. */
export const importSummarySchema = z.object({
  model: z.string(),
  target: z.string(),
  mode: circuitSpecSchema.shape.mode,
  threshold: z.number(),
  edgeThreshold: z.number(),
  maxNodes: z.number(),
  tokens: z.array(z.object({ position: z.number(), id: z.number(), text: z.string() })),
  /** The text, where the file has it apart from its tokens. */
  prompt: z.string().nullable(),
  /** What the file's author says of it. */
  description: z.string().nullable(),
  creator: z.string().nullable(),
  layers: z.number(),
  value: z.number().nullable(),
  scores: z.object({ replacement: z.number(), completeness: z.number() }),
  truncated: z.boolean(),
  /** Influences, effects and scores were computed from the file's links: the file does not have them as they are here. */
  fromLinks: z.boolean(),
  /** What names the files it was computed with; all zeros where the file does not tell. */
  modelChecksum: z.string(),
  dictionaryChecksums: z.array(z.string()),
  nodeCount: z.number(),
  edgeCount: z.number(),
  /** Names that the file gives to features, by `mlp.2.17`. */
  labels: z.array(z.tuple([z.string(), z.string()])),
  /** Texts of the tokens that logits are of, by token id. */
  outputs: z.array(z.tuple([z.number(), z.string()])),
  pinned: z.array(z.string()),
  groups: z.array(z.object({ name: z.string(), members: z.array(z.string()) })),
});

export type ImportSummary = z.infer<typeof importSummarySchema>;

const reportSchema = z.object({
  summary: importSummarySchema,
  /** What was wrong in the file, each with its place. */
  problems: z.array(z.string()),
  /** What of the file was not kept, by field. */
  lost: z.array(z.string()),
  /** What the file says beyond the circuit: an export writes it again. */
  extras: z.custom<GraphExtras>((value) => typeof value === "object" && value !== null),
});

/** `ImportedCircuit.report`. It is packed rather than a JSON column, which takes no token of a zero byte. */
export type ImportReport = z.infer<typeof reportSchema>;

export function packReport(report: ImportReport): Uint8Array<ArrayBuffer> {
  return packDocument(report);
}

export function unpackReport(packed: Uint8Array): ImportReport {
  return reportSchema.parse(unpackDocument(packed));
}
