/** How long the prompts of a family are, in words. */
export function lengthWords({ least, most }: { least: number; most: number }): string {
  return least === most
    ? `Its prompts have ${most} tokens each.`
    : `Its prompts have ${least} to ${most} tokens.`;
}
