import { fromMarkdown } from "mdast-util-from-markdown";
import { toHast } from "mdast-util-to-hast";
import { parseNodeId } from "@/lib/circuit-format/node-id";
import { isLinkable, tagSchema, type WriteUp, type WriteUpElement } from "./write-up";

/** The bounds of a page, far beyond what somebody writes. */
const max = { depth: 60, parts: 5_000 };

type Tree = ReturnType<typeof toHast>;
type Part = Extract<Tree, { type: "root" }>["children"][number];
type Element = Extract<Part, { type: "element" }>;

/**
 * A write-up's Markdown as elements; null where it is too deep or has too many parts. HTML in it is text, pictures are
 * links since nothing is loaded from elsewhere, and a node's id in backquotes is a `node`. It may take long: CommonMark
 * has texts whose reading takes the square of their length.
 */
export function readMarkdown(body: string): WriteUp | null {
  try {
    const tree = toHast(fromMarkdown(body), { allowDangerousHtml: true });
    const parts = "children" in tree ? tree.children : [];
    return isShowable(parts) ? parts.flatMap(toParts) : null;
  } catch (error) {
    // A RangeError is the stack's end: the text is too deep to be read.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function isShowable(parts: Part[]): boolean {
  let level = parts;
  let count = 0;
  for (let depth = 0; level.length > 0; depth++) {
    count += level.length;
    if (depth > max.depth || count > max.parts) return false;
    level = level.flatMap((part) => ("children" in part ? part.children : []));
  }
  return true;
}

function toParts(part: Part): (string | WriteUpElement)[] {
  if (part.type === "text" || part.type === "raw") return [part.value];
  return part.type === "element" ? [toElement(part)] : [];
}

function toElement({ tagName, properties, children }: Element): WriteUpElement {
  const inside = children.flatMap(toParts);
  if (tagName === "img")
    return { tag: "a", href: linked(properties.src), children: [String(properties.alt || "picture")] };
  if (tagName === "a") return { tag: "a", href: linked(properties.href), children: inside };
  if (tagName === "code" && inside.length === 1 && typeof inside[0] === "string" && parseNodeId(inside[0]))
    return { tag: "node", children: inside };
  // A tag that is not ours throws, so that what a newer reader makes is found and not passed on.
  const tag = tagSchema.parse(tagName === "h1" ? "h2" : tagName);
  return typeof properties.start === "number"
    ? { tag, start: properties.start, children: inside }
    : { tag, children: inside };
}

function linked(address: unknown): string {
  return typeof address === "string" && isLinkable(address) ? address : "";
}
