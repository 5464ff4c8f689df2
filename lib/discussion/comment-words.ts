/* The bounds of comments, for everybody: the browser's forms know them without the schemas (comment-schemas.ts). */

/** In characters. */
export const maxComment = 4_000;

/** What may be talked about. */
export const discussedKinds = ["feature", "finding"] as const;
export type DiscussedKind = (typeof discussedKinds)[number];

/** Comments of a conversation that are shown beside its first, where there are many. */
export const latestShown = 5;

/** Where a comment stands: on the page of its conversation that has it. */
export function commentPath(conversation: string, comment: string): string {
  return `/conversations/${conversation}?at=${comment}#comment-${comment}`;
}
