/** The tags by which a finding says what it is, frozen with each of its versions. */
export const [nullResultTag, replicationTag] = ["null result", "replication"] as const;

/** Whether a finding has a tag, in any case, with hyphens, underscores or spaces between words. */
export function hasTag(tags: readonly string[], tag: string): boolean {
  return tags.some((each) => plain(each) === tag);
}

function plain(tag: string): string {
  return tag
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, " ");
}
