import type { WriteUp } from "./write-up";

/** A text as its author typed it, for what cannot be read as Markdown or is not rendered yet. Without the schemas: pages import it. */
export function asTyped(body: string): WriteUp {
  return [{ tag: "typed", children: [body] }];
}
