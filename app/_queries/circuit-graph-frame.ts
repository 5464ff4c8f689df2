import { z } from "zod";
import { circuitFormat } from "@/lib/circuit-format/circuit";
import type { CircuitGraph } from "@/lib/circuit-graph/circuit-graph";

const isObject = (value: unknown) => typeof value === "object" && value !== null;

/**
 * The frame of a circuit's document, and not each of its nodes and edges: the site's own workers wrote it, and to check
 * 20,000 edges in the browser takes 100 ms, longer than to draw them. `Verify` is who looks at all of it.
 */
export const circuitGraphSchema = z.object({
  format: z.literal(circuitFormat),
  spec: z.custom<CircuitGraph["spec"]>(isObject),
  tokens: z.custom<CircuitGraph["tokens"]>(Array.isArray),
  nodes: z.custom<CircuitGraph["nodes"]>(Array.isArray),
  edges: z.custom<CircuitGraph["edges"]>(Array.isArray),
  rest: z.custom<CircuitGraph["rest"]>(Array.isArray),
  heads: z.custom<CircuitGraph["heads"]>((value) => value === undefined || Array.isArray(value)).optional(),
});
