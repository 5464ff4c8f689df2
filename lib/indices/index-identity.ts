import { createHash } from "node:crypto";

interface IdentityParts {
  modelChecksum: string;
  dictionarySetChecksums: string[];
  corpusChecksum: string;
}

/** SHA-256 (hex) of what decides an index, so that a corpus is read once with the same weights. */
export function indexIdentity(parts: IdentityParts): string {
  const { modelChecksum, dictionarySetChecksums, corpusChecksum } = parts;
  const listed = [
    "circuit-commons/index@1",
    modelChecksum,
    [...dictionarySetChecksums].sort(),
    corpusChecksum,
  ];
  return createHash("sha256").update(JSON.stringify(listed)).digest("hex");
}
