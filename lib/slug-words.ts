/** Letters of a title that an address has. */
const maxLength = 48;

/** A title's words as an address has them; "" of one without letters of these. */
export function slugWords(title: string): string {
  return title
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, maxLength)
    .replaceAll(/^-+|-+$/g, "");
}
