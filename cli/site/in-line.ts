/** What people wrote, without what would move a terminal's cursor or change its colours. */
export function inLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
}
