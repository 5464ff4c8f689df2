/** What a citation says of a published version, or of an experiment, in whatever form. */
export interface Citation {
  /** A finding where it is left out. */
  what?: "experiment";
  title: string;
  authors: readonly { handle: string; name: string | null }[];
  /** Its id, or the experiment's. */
  finding: string;
  version: number;
  publishedAt: Date;
  /** The version's address, whole. */
  url: string;
  /** SHA-256 in hexadecimal: docs/formats.md. */
  contentHash: string;
  licence: string;
}

/** Where all of them stand. */
export const publisher = "Circuit Commons";

/**
 * A text of one line: what people type may break lines and hold signs that no file shows, which end an entry or change what
 * a reader sees of it.
 */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029\s]+/gu, " ")
    .replaceAll(/[\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]/g, "")
    .trim();
}

/** As whom an author is cited: by their name, and who gave none by their handle. */
export function nameOf({ handle, name }: Citation["authors"][number]): string {
  return oneLine(name ?? "") || handle;
}
