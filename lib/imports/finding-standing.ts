import { AppError } from "@/lib/errors";
import { getVersion } from "@/lib/findings/versions/get-version";
import type { ImportedFinding } from "./view";

/** What this site has under the version that a file says it is. */
export type FindingStanding =
  /** The file's parts are not what its own hashes are of. */
  | { kind: "changed" }
  /** This site published exactly this. */
  | { kind: "same" }
  /** This site's version of that number says something else. */
  | { kind: "other"; contentHash: string }
  /** It was taken back here; the sentence says when, and which hash it had. */
  | { kind: "gone"; message: string }
  /** No published version of that number is here: the file is of another site, or of a draft. */
  | { kind: "unknown" };

/** Whether an imported finding's file is what this site published, by its hash. */
export async function getFindingStanding({
  id,
  version,
  contentHash,
  claims,
}: ImportedFinding): Promise<FindingStanding> {
  if (claims.some(({ agrees }) => !agrees)) return { kind: "changed" };
  try {
    const here = await getVersion({ findingId: id.toLowerCase(), version });
    return here.contentHash === contentHash
      ? { kind: "same" }
      : { kind: "other", contentHash: here.contentHash };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "gone") return { kind: "gone", message: error.message };
    if (error.code === "not-found") return { kind: "unknown" };
    throw error;
  }
}
