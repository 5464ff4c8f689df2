import { z } from "zod";
import { mathAttributesSchema, mathLooks, mathTags } from "./mathml";

/**
 * The elements of a write-up. `node` holds the id of a circuit's node, `edge` those of a source and its target with " > "
 * between them, and `typed` a text as it was typed. The others are HTML's and MathML's.
 */
export const tagSchema = z.enum([
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "p",
  "blockquote",
  "ul",
  "ol",
  "li",
  "hr",
  "a",
  "em",
  "strong",
  "code",
  "pre",
  "br",
  "table",
  "thead",
  "tbody",
  "tr",
  "th",
  "td",
  "node",
  "edge",
  "typed",
  ...mathTags,
]);

export const writeUpElementSchema = z.object({
  tag: tagSchema,
  /** Where a link leads; empty for an address that no link may have. */
  href: z.string().refine(isLinkable).optional(),
  /** The number that a numbered list begins with. */
  start: z.number().int().optional(),
  /** Where the text of a table's cell stands. */
  align: z.enum(["left", "center", "right"]).optional(),
  math: mathAttributesSchema.optional(),
  looks: z.array(z.enum(mathLooks)).optional(),
  get children() {
    return z.array(z.union([z.string(), writeUpElementSchema]));
  },
});

export const writeUpSchema = z.array(z.union([z.string(), writeUpElementSchema]));

export type WriteUpElement = z.infer<typeof writeUpElementSchema>;
/** What a write-up's Markdown says, as a tree of elements and texts. */
export type WriteUp = z.infer<typeof writeUpSchema>;

/** Whether a link may lead to an address: to http, https or mailto, or within the site. */
export function isLinkable(address: string): boolean {
  const scheme = /^([^/?#:]*):/.exec(address)?.[1];
  return scheme === undefined || /^(https?|mailto)$/i.test(scheme);
}
