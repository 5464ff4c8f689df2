import { z } from "zod";
import { dictionaryKinds, modes, nodeKinds } from "./kinds";
import { maxNodeIdLength } from "./node-id";

/** `circuit-commons/circuit@1`: a circuit's question and its graph, as stored and as files (docs/formats.md). */
export const circuitFormat = "circuit-commons/circuit@1";

const count = z.number().int().min(0).max(1e15);
const finite = z.number();
const id = z.string().min(1).max(maxNodeIdLength);
const name = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, "must be a short lower-case name");
const checksum = z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in hexadecimal");

export const defaultThreshold = 0.01;
export const defaultMaxNodes = 5_000;
/** Most edges a circuit keeps; a small edgeThreshold keeps far below it what a large model has. */
export const maxEdges = 4_000_000;

/** A token's bytes in hexadecimal. */
export const tokenBytesSchema = z
  .string()
  .max(80_000)
  .regex(/^([0-9a-f]{2})+$/, "must be bytes in hexadecimal");

/** What is asked about the tokens of a text. */
export const circuitQuestionSchema = z.strictObject({
  target: id,
  mode: z.enum(modes),
  /** Influence from which a node is expanded. */
  threshold: z.number().gt(0).max(1),
  /** Share of a target's influence from which a contribution is kept as an edge; 0 keeps all. */
  edgeThreshold: z.number().min(0).max(1),
  maxNodes: z.number().int().min(1).max(1_000_000),
});
export type CircuitQuestion = z.infer<typeof circuitQuestionSchema>;

/** What decides a circuit: asked twice, it is answered once. */
export const circuitSpecSchema = z.strictObject({
  model: name,
  modelChecksum: checksum,
  dictionarySets: z
    .array(z.strictObject({ kind: z.enum(dictionaryKinds), name, checksum }))
    .max(dictionaryKinds.length),
  tokenIds: z.array(count).min(1).max(1_000_000),
  ...circuitQuestionSchema.shape,
});
export type CircuitSpec = z.infer<typeof circuitSpecSchema>;

const nodeSchema = z.strictObject({
  id,
  kind: z.enum(nodeKinds),
  /** Null where the kind has none. */
  layer: count.nullable(),
  index: count.nullable(),
  position: count.nullable(),
  /** f of a feature, the logit or difference of a logit; null for a leaf. */
  activation: finite.nullable(),
  influence: finite,
  effect: finite,
  expanded: z.boolean(),
});
export type CircuitNode = z.infer<typeof nodeSchema>;

const edgeSchema = z.strictObject({ source: id, target: id, contribution: finite });
export type CircuitEdge = z.infer<typeof edgeSchema>;

/** What is left of a target's contributions once the kept edges are taken out. */
const restSchema = z.strictObject({ target: id, count, sum: finite, absoluteSum: finite });
export type CircuitRest = z.infer<typeof restSchema>;

/** Share of a circuit's influence from which an edge that goes through attention heads is split by them. */
export const leastHeadShare = 5e-4;
/** More heads than any model has. */
const byHead = z.array(finite).min(1).max(1_024);
export const edgePartsSchema = z.strictObject({
  source: id,
  /** What each head of the target's layer reads of it, where the target is an attention feature. */
  readBy: byHead.optional(),
  /** Of its biases, what no head reads, which belongs to `readBy`. */
  ofNoHead: finite.optional(),
  /** What each head of the source's layer wrote of it, where the source is of attention. */
  writtenBy: byHead.optional(),
});
export type EdgeParts = z.infer<typeof edgePartsSchema>;
/** An edge by attention head; each list adds up to its contribution (docs/attribution.md, section 3). */
const edgeHeadsSchema = edgePartsSchema.extend({ target: id });
export type EdgeHeads = z.infer<typeof edgeHeadsSchema>;

export const circuitSchema = z.strictObject({
  format: z.literal(circuitFormat),
  spec: circuitSpecSchema,
  tokens: z
    .array(
      z.strictObject({
        ...{ position: count, id: count, text: z.string().max(10_000) },
        /** All its bytes, where it is a part of a character and its text has U+FFFD for them. */
        bytes: tokenBytesSchema.optional(),
      }),
    )
    .max(1_000_000),
  nodes: z.array(nodeSchema).max(10_000_000),
  edges: z.array(edgeSchema).max(maxEdges),
  rest: z.array(restSchema).max(1_000_000),
  /** Absent from circuits of earlier releases. */
  heads: z.array(edgeHeadsSchema).max(maxEdges).optional(),
  scores: z.strictObject({ replacement: finite, completeness: finite }),
  /** The largest |residual| / (1 + sum |contribution|) over all expansions; at most 1e-4 (section 6). */
  checks: z.strictObject({ largestResidual: finite }),
  truncated: z.boolean(),
  /** Only where truncated: the influence of nodes over the threshold that were left unexpanded. */
  unexpandedInfluence: finite.optional(),
});
export type Circuit = z.infer<typeof circuitSchema>;
