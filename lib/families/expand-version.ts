import type { Viewer } from "@/lib/auth/viewer-type";
import { type ExpandedFamily, type ExpandOptions, expandFamily } from "@/lib/family-format/expand-family";
import { promptLines } from "@/lib/family-format/prompt-lines";
import { getFamily } from "./get-family";
import { orUnprocessable } from "./read-source";

interface Wanted {
  familyId: string;
  version: number;
  viewer: Viewer;
  rule?: string | undefined;
  seed?: number | undefined;
}

/** The prompts of a version as lines of JSON. Throws "not-found", and "unprocessable" for a rule that it does not have. */
export async function expandVersion({ rule, seed, ...wanted }: Wanted): Promise<string> {
  const { read } = await getFamily(wanted);
  return promptLines(expand(read, { rule, seed }).prompts);
}

/** The same where options that are not given may be undefined. */
export function expand(
  read: Parameters<typeof expandFamily>[0],
  { rule, seed }: { rule?: string | undefined; seed?: number | undefined },
): ExpandedFamily {
  const options: ExpandOptions = { ...(rule !== undefined && { rule }), ...(seed !== undefined && { seed }) };
  return orUnprocessable(() => expandFamily(read, options));
}
