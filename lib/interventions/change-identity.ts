import { createHash } from "node:crypto";
import type { Edit } from "@/lib/circuit-format/edit";

/** SHA-256 (hex) of a change in its canonical form. */
export function changeIdentity(edits: readonly Edit[], frozen: boolean): string {
  return createHash("sha256")
    .update(JSON.stringify([edits, frozen]))
    .digest("hex");
}
