import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { mathFromMarkdown } from "mdast-util-math";
import { toHast } from "mdast-util-to-hast";
import { gfmTable } from "micromark-extension-gfm-table";
import { math } from "micromark-extension-math";
import { parseNodeId } from "@/lib/circuit-format/node-id";
import { readFormula } from "./read-formula";
import { isLinkable, tagSchema, type WriteUp, type WriteUpElement } from "./write-up";

/** The bounds of a page, far beyond what somebody writes; formulas' own parts are counted apart. */
const max = { depth: 60, parts: 5_000, formulaParts: 5_000, problems: 5 };

type Tree = ReturnType<typeof toHast>;
type Part = Extract<Tree, { type: "root" }>["children"][number];
type Element = Extract<Part, { type: "element" }>;

export interface ReadMarkdown {
  parts: WriteUp;
  /** What is not shown as it was meant, a sentence each. */
  problems: string[];
}

/**
 * A write-up's Markdown as elements; null where it is too deep or has too many parts. HTML in it is text, pictures are
 * links since nothing is loaded from elsewhere, a node's id in backquotes is a `node`, two with " > " between them are an
 * `edge`, and TeX between dollars is MathML. It may take long: CommonMark has texts whose reading takes the square of
 * their length.
 */
export function readMarkdown(body: string): ReadMarkdown | null {
  try {
    const read = fromMarkdown(body, {
      extensions: [gfmTable(), math()],
      mdastExtensions: [gfmTableFromMarkdown(), mathFromMarkdown()],
    });
    const tree = toHast(read, { allowDangerousHtml: true });
    const parts = "children" in tree ? tree.children : [];
    return isShowable(parts) ? new Reading(body).read(parts) : null;
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

class Reading {
  private readonly problems: string[] = [];
  private formulaParts = 0;

  constructor(private readonly body: string) {}

  read(tree: Part[]): ReadMarkdown | null {
    const parts = tree.flatMap((part) => this.toParts(part));
    return this.formulaParts > max.formulaParts ? null : { parts, problems: this.problems };
  }

  private toParts(part: Part): (string | WriteUpElement)[] {
    if (part.type === "text" || part.type === "raw") return [part.value];
    return part.type === "element" ? [this.toElement(part)] : [];
  }

  private toElement(element: Element): string | WriteUpElement {
    const { tagName, properties, children } = element;
    const formula = formulaOf(element);
    if (formula) return this.toFormula(element, formula);
    const inside = children.flatMap((part) => this.toParts(part));
    if (tagName === "img")
      return { tag: "a", href: linked(properties.src), children: [String(properties.alt || "picture")] };
    if (tagName === "a") return { tag: "a", href: linked(properties.href), children: inside };
    if (tagName === "code" && inside.length === 1 && typeof inside[0] === "string") {
      const quoted = quotedIn(inside[0]);
      if (quoted) return quoted;
    }
    // A tag that is not ours throws, so that what a newer reader makes is found and not passed on.
    const tag = tagSchema.parse(tagName === "h1" ? "h2" : tagName);
    return {
      tag,
      ...(typeof properties.start === "number" && { start: properties.start }),
      ...(isAlign(properties.align) && { align: properties.align }),
      children: inside,
    };
  }

  private toFormula({ position }: Element, { tex, isBlock }: TexFormula): string | WriteUpElement {
    const [from, to] = [position?.start.offset ?? 0, position?.end.offset ?? 0];
    const typed = this.body.slice(from, to);
    if (!isBlock && isSumOfMoney(typed, this.body[to] ?? "")) return typed;
    const read = readFormula(tex, isBlock);
    if ("element" in read) {
      this.formulaParts += countOf(read.element);
      return read.element;
    }
    if (this.problems.length < max.problems)
      this.problems.push(`The formula ${shortened(tex)} stands as it was typed. ${read.problem}`);
    const code: WriteUpElement = { tag: "code", children: [tex] };
    return isBlock ? { tag: "pre", children: [code] } : code;
  }
}

interface TexFormula {
  tex: string;
  isBlock: boolean;
}

/** The TeX of what the Markdown reader marks as a formula: an element of its own, or one in a `pre`. */
function formulaOf({ tagName, children, properties }: Element): TexFormula | null {
  const [only] = children;
  if (tagName === "pre" && only?.type === "element" && isMath(only))
    return { tex: textOf(only), isBlock: true };
  if (tagName === "code" && hasClass(properties, "math-inline")) {
    return { tex: children.map((each) => ("value" in each ? each.value : "")).join(""), isBlock: false };
  }
  return null;
}

function isMath({ properties }: Element): boolean {
  return hasClass(properties, "math-display");
}

function hasClass({ className }: Element["properties"], name: string): boolean {
  return Array.isArray(className) && className.includes(name);
}

function textOf({ children }: Element): string {
  return children.map((each) => ("value" in each ? each.value : "")).join("");
}

/** "$5 and $10", which no dollar of a formula looks like: inside of it stands a space, or a digit behind it. */
function isSumOfMoney(typed: string, next: string): boolean {
  return /^\$(?!\$)(?:\s|.*\s\$$)/s.test(typed) || (/^\$(?!\$)/.test(typed) && /\d/.test(next));
}

/** The node or the edge that a text in backquotes names. */
function quotedIn(text: string): WriteUpElement | null {
  if (parseNodeId(text)) return { tag: "node", children: [text] };
  const ends = text.split(/\s*>\s*/);
  return ends.length === 2 && ends.every((end) => parseNodeId(end))
    ? { tag: "edge", children: [ends.join(" > ")] }
    : null;
}

function isAlign(value: unknown): value is NonNullable<WriteUpElement["align"]> {
  return value === "left" || value === "center" || value === "right";
}

function countOf({ children }: WriteUpElement): number {
  return children.reduce((sum, part) => sum + (typeof part === "string" ? 1 : countOf(part)), 1);
}

function shortened(tex: string): string {
  const letters = [...tex.replace(/\s+/g, " ").trim()];
  return letters.length > 40 ? `${letters.slice(0, 40).join("")}\u2026` : letters.join("");
}

function linked(address: unknown): string {
  return typeof address === "string" && isLinkable(address) ? address : "";
}
