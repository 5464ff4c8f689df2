import type { Experiment } from "@/lib/experiment-format/experiment";
import { canonicalHash } from "@/lib/finding-format/canonical";

/**
 * SHA-256 of an experiment as canonical JSON (RFC 8785), everything that has a default written out; in hexadecimal. Its family is
 * told by its hash alone, so that the same experiment with the family in a file or written out has one hash.
 */
export function experimentHash({ family, ...experiment }: Experiment): string {
  return canonicalHash({ ...experiment, family: family.hash });
}
