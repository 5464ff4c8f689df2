import type { Family } from "@/lib/family-format/family";
import { canonicalHash } from "@/lib/finding-format/canonical";

/** SHA-256 of a family as canonical JSON (RFC 8785), everything that has a default written out; in hexadecimal. */
export function familyHash(family: Family): string {
  return canonicalHash(family);
}
