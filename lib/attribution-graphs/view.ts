import { z } from "zod";
import type { AttributionGraph } from "./attribution-graph";

/** A circuit as the attribution graph of circuit-tracer and Neuronpedia. */
export const exportedGraphSchema = z
  .object({
    graph: z.custom<AttributionGraph>().describe("The file for Neuronpedia (docs/formats.md)."),
    lost: z
      .array(z.string())
      .describe(
        "What a reader that knows the format alone cannot get back, by field. All of it stands in `graph.metadata.circuit_commons` for the way back, but for what is said to be changed.",
      ),
    notes: z.array(z.string()).describe("What such a reader shows in a way of its own."),
  })
  .meta({ id: "ExportedGraph" });
export type ExportedGraph = z.infer<typeof exportedGraphSchema>;
