import { createHash } from "node:crypto";
import { type CircuitQuestion, circuitFormat } from "@/lib/circuit-format/circuit";

interface IdentityParts {
  modelChecksum: string;
  dictionarySetChecksums: string[];
  tokenIds: number[];
  spec: CircuitQuestion;
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
    circuitFormat,
    modelChecksum,
    [...dictionarySetChecksums].sort(),
    tokenIds,
    [target, mode, threshold, edgeThreshold, maxNodes],
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
