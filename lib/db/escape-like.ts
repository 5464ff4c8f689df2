/** Words as LIKE looks for them: Prisma leaves what LIKE reads as signs in a text. */
export function escapeLike(word: string): string {
  return word.replaceAll(/[\\%_]/g, "\\$&");
}
