import type { Claim, DictionaryFit } from "./fit";

/** What somebody claims of a dictionary, and who: its release, or a file beside its numbers. */
export interface ToldClaim extends Claim {
  by: string;
}

/** What is claimed of a dictionary; a file that is not read claims nothing (`unreadClaims`). */
export function claimsOf({
  claimed,
  filesClaim,
}: Pick<DictionaryFit, "claimed" | "filesClaim">): ToldClaim[] {
  return [
    ...(claimed ? [{ ...claimed, by: "its release" }] : []),
    ...filesClaim.flatMap(({ file, unread, ...claim }) =>
      unread === undefined ? [{ ...claim, by: file }] : [],
    ),
  ];
}

/** Why what files claim of a dictionary is not known; `place` as a reader knows it, such as `attn.3`. */
export function unreadClaims(place: string, { filesClaim }: Pick<DictionaryFit, "filesClaim">): string[] {
  return filesClaim.flatMap(({ file, unread }) =>
    unread === undefined ? [] : [`What ${file} claims of ${place} is not known: ${unread}.`],
  );
}
