import { createHash } from "node:crypto";
import { z } from "zod";
import { targetSchema } from "./target";
import type { CircuitSpec } from "./view";

/** The site's defaults; the command line keeps every edge unless told otherwise. */
export const circuitSpecSchema = z.object({
  target: targetSchema,
  mode: z.enum(["direct", "residual"]).default("direct"),
  threshold: z
    .number()
    .min(1e-4, "The threshold is at least 0.0001.")
    .max(1, "The threshold is at most 1.")
    .default(0.01),
  edgeThreshold: z.number().min(0).max(1).default(1e-4),
  maxNodes: z.number().int().min(1).max(5_000, "At most 5,000 nodes are expanded.").default(1_000),
});

interface IdentityParts {
  modelChecksum: string;
  dictionarySetChecksums: string[];
  tokenIds: number[];
  spec: CircuitSpec;
}

/** SHA-256 (hex) of everything that decides a circuit, so that the same question is answered once for everyone. */
export function circuitIdentity({
  modelChecksum,
  dictionarySetChecksums,
  tokenIds,
  spec,
}: IdentityParts): string {
  const { target, mode, threshold, edgeThreshold, maxNodes } = spec;
  const parts = [
    "circuit-commons/circuit@1",
    modelChecksum,
    [...dictionarySetChecksums].sort(),
    tokenIds,
    [target, mode, threshold, edgeThreshold, maxNodes],
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
