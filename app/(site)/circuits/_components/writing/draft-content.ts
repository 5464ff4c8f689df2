import type { Fields } from "@/app/_typed/typed-store";

/** A draft as the site has it. */
export interface SavedDraft {
  /** Null as long as the site has none. */
  findingId: string | null;
  revision: number;
  fields: { title: string; body: string; tags: string };
  state: string;
}

/** As the site takes it. */
export function contentOf(fields: Fields, state: string) {
  const tags = (fields.tags ?? "").split(",").map((tag) => tag.trim());
  return { title: fields.title ?? "", body: fields.body ?? "", tags: tags.filter(Boolean), state };
}

export function isEmpty(fields: Fields): boolean {
  return Object.values(fields).every((text) => text.trim() === "");
}

/*
 * What was last saved from this opened site. Back shows a page as the server made it, which may be before that.
 */
const latest = new Map<string, SavedDraft>();

export function rememberSaved(thing: string, saved: SavedDraft): void {
  latest.set(thing, saved);
}

/** The newer of what the page came with and what was saved since. */
export function newerOf(thing: string, given: SavedDraft): SavedDraft {
  const known = latest.get(thing);
  return known && known.revision > given.revision ? known : given;
}
