import { createHash } from "node:crypto";

interface IdentityParts {
  modelChecksum: string;
  dictionarySetChecksums: string[];
  text: string;
  /** Whether a beginning-of-text token of its own is the only one. */
  asWritten?: boolean;
}

/** SHA-256 (hex) of what decides a run's result, so that the same question is stored and answered once. */
export function runIdentity({
  modelChecksum,
  dictionarySetChecksums,
  text,
  asWritten,
}: IdentityParts): string {
  const parts = [
    ...["circuit-commons/run@1", modelChecksum, [...dictionarySetChecksums].sort(), text],
    ...(asWritten ? ["as written"] : []),
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
