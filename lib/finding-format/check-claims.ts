import { canonicalHash } from "./canonical";
import { contentHash } from "./content";
import type { FindingFile } from "./finding-file";

/** One of the things that a file says of itself, and whether that holds. */
export interface Claim {
  part: string;
  agrees: boolean;
  /** What holds or does not, in a sentence. */
  says: string;
}

/**
 * What can be found out of a file without a model: that its parts are the ones that its hash is of. A hash that was made
 * anew for changed words agrees too, so `cited` is the one to trust: from a citation, or from the site.
 */
export function checkClaims(file: FindingFile, cited: string | null): Claim[] {
  const { content, circuit, url } = file;
  const graph = canonicalHash(circuit);
  const hash = contentHash(content);
  const claims: Claim[] = [
    {
      part: "circuit hash",
      agrees: graph === content.circuit,
      says:
        graph === content.circuit
          ? "The circuit is the one that was published."
          : `The circuit is not the one that was published: its hash is ${graph}, and ${content.circuit} was.`,
    },
    {
      part: "content hash",
      agrees: hash === file.contentHash,
      says:
        hash === file.contentHash
          ? `Title, write-up, arrangement, tags, authors, licence and date are what the hash ${hash} is of.`
          : `Title, write-up, arrangement, tags, authors, licence or date were changed: their hash is ${hash}, and the file says ${file.contentHash}.`,
    },
    {
      part: "address",
      agrees: url.endsWith(`/findings/${content.finding}/versions/${content.version}`),
      says: `It says that it is version ${content.version} of the finding at ${url}.`,
    },
  ];
  if (cited === null) return claims;
  const isCited = hash === cited;
  return [
    ...claims,
    {
      part: "cited hash",
      agrees: isCited,
      says: isCited ? "It is what was cited." : `It is not what was cited: that has the hash ${cited}.`,
    },
  ];
}
