import { z } from "zod";
import { modes } from "@/lib/circuit-format/kinds";
import { targetSchema } from "./target";

/** A question as the site takes it, in its bounds; the command line keeps every edge unless told otherwise. */
export const newCircuitSchema = z.object({
  target: targetSchema,
  mode: z.enum(modes).default("direct"),
  threshold: z
    .number()
    .min(1e-4, "The threshold is at least 0.0001.")
    .max(1, "The threshold is at most 1.")
    .default(0.01),
  edgeThreshold: z.number().min(0).max(1).default(1e-4),
  maxNodes: z.number().int().min(1).max(5_000, "At most 5,000 nodes are expanded.").default(1_000),
});
