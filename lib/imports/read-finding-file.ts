import { checkClaims } from "@/lib/finding-format/check-claims";
import { contentHash } from "@/lib/finding-format/content";
import { readFindingFile } from "@/lib/finding-format/finding-file";
import { maxCharacters } from "@/lib/views/view-codec";
import type { ImportedFinding } from "./view";

/**
 * A finding's file as an import keeps it: its circuit, which version it says it is, and whether its parts are what its hashes
 * are of. What is not kept is named. Throws what `readFindingFile` throws.
 */
export function readImportedFinding(value: unknown) {
  const file = readFindingFile(value);
  const { content, url, causalChecks, verification } = file;
  const fits = content.arrangement.length <= maxCharacters;
  const finding: ImportedFinding = {
    ...{ id: content.finding, version: content.version, title: content.title, url },
    authors: content.authors.map(({ handle, name }) => name ?? handle),
    contentHash: contentHash(content),
    // Sound is what holds without a site: hashes, and not what the file says of its address.
    claims: checkClaims(file, null).filter(({ part }) => part !== "address"),
    arrangement: fits ? content.arrangement : "",
  };
  const lost = [
    ...(content.writeUp === "" ? [] : ["content.writeUp: the write-up; the finding's own page shows it"]),
    ...(fits
      ? []
      : ["content.arrangement: how the circuit is arranged; it is too long for a page's address"]),
    ...(causalChecks.length === 0
      ? []
      : [
          "causalChecks: what was measured; commons verify measures it again, and so does a check of the circuit here",
        ]),
    ...(verification === null ? [] : ["verification: that another site computed it again"]),
  ];
  return { circuit: file.circuit, finding, lost };
}
