import temml from "temml";
import { z } from "zod";
import { type MathAttributes, mathAttributesSchema, type mathLooks, mathTags } from "./mathml";
import type { WriteUpElement } from "./write-up";

/** The most of one formula: letters as typed, parts of what it becomes, parts in one another. */
const max = { letters: 2_000, parts: 2_000, depth: 50 };

/** What defines commands, by which a short formula becomes an endless one, and what sets links, files and ids. */
const forbidden =
  /\\(?:[exg]?def|(?:global)?let|futurelet|(?:re|provide)?newcommand|providecommand|DeclareMathOperator|href|url|includegraphics|class|id|style|data|label|(?:eq)?ref|html\w*)(?![a-zA-Z])/;

const mathTagSchema = z.enum(mathTags);
const partSchema = z.object({
  type: z.string().optional(),
  text: z.string().optional(),
  attributes: z.record(z.string(), z.unknown()).optional(),
  classes: z.array(z.string()).optional(),
  style: z.record(z.string(), z.unknown()).optional(),
  children: z.array(z.unknown()).optional(),
});

/** A formula's elements, or the sentence why it has none. */
export type Formula = { element: WriteUpElement } | { problem: string };

/**
 * TeX as MathML. What cannot be read, or says something that is not drawn here, has a sentence instead: a formula is
 * never shown as another than it is.
 */
export function readFormula(tex: string, isBlock: boolean): Formula {
  if (tex.length > max.letters) return { problem: `It is longer than ${max.letters} characters.` };
  const command = forbidden.exec(tex)?.[0];
  if (command) return { problem: `${command} is not read here.` };
  try {
    const tree: unknown = temml.__renderToMathMLTree(tex, {
      ...{ displayMode: isBlock, throwOnError: true, strict: false, trust: false },
      ...{ maxSize: [10, 10], maxExpand: 200, macros: {} },
    });
    const [element] = toElements(tree, { depth: 0, parts: 0 });
    if (typeof element !== "object") return { problem: "It is empty." };
    return { element: { ...element, ...(isBlock && { math: { display: "block" } }) } };
  } catch (error) {
    if (error instanceof NotDrawn) return { problem: error.message };
    if (error instanceof RangeError) return { problem: "It has too many parts in one another." };
    if (!(error instanceof Error)) throw error;
    return { problem: sentenceOf(error.message) };
  }
}

class NotDrawn extends Error {}

function toElements(value: unknown, at: { depth: number; parts: number }): (string | WriteUpElement)[] {
  const part = partSchema.parse(value);
  at.parts += 1;
  if (at.depth > max.depth || at.parts > max.parts) throw new NotDrawn("It has too many parts.");
  if (part.children === undefined) return part.text === undefined ? [] : [part.text];
  at.depth += 1;
  const children = part.children.flatMap((each) => toElements(each, at));
  at.depth -= 1;
  // A fragment is only what is in it.
  if (part.type === undefined) return children;
  const looks = looksOf(part);
  // What is over or under something is drawn as a line of ours; other enclosures are not drawn.
  const isLined = part.type === "menclose" && (looks.includes("overline") || looks.includes("underline"));
  const tag = mathTagSchema.safeParse(isLined ? "mrow" : part.type);
  if (!tag.success) throw new NotDrawn("It has something in it that is not drawn here.");
  const math = attributesOf(part.attributes ?? {});
  return [
    {
      tag: tag.data,
      ...(Object.keys(math).length > 0 && { math }),
      ...(looks.length > 0 && { looks }),
      children,
    },
  ];
}

/** Those that a write-up may hold; sizes and colours, which are looks, are left out. */
function attributesOf(attributes: Record<string, unknown>): MathAttributes {
  const kept = Object.entries(attributes).filter(
    ([name, value]) => mathAttributesSchema.safeParse({ [name]: value }).success,
  );
  return mathAttributesSchema.parse(Object.fromEntries(kept));
}

type Look = (typeof mathLooks)[number];

const lookOfClass: Record<string, Look> = {
  "tml-overline": "overline",
  "tml-underline": "underline",
  "tml-left": "left",
  "tml-right": "right",
};
const lookOfStyle: Record<string, Look> = {
  borderLeft: "rule-left",
  borderRight: "rule-right",
  borderTop: "rule-top",
  borderBottom: "rule-bottom",
};

function looksOf({ type, classes = [], style = {} }: z.infer<typeof partSchema>): Look[] {
  return [
    ...classes.flatMap((name) => lookOfClass[name] ?? []),
    ...(type === "mtd" ? Object.keys(style).flatMap((name) => lookOfStyle[name] ?? []) : []),
  ];
}

/** TeX's own message without its place, where it marks letters by signs that stand under them. */
function sentenceOf(message: string): string {
  const [what = ""] = message.replace(/[\u0300-\u036f]/g, "").split(/ at (?:position|end of input)/);
  return `${what.trim().replace(/\.$/, "")}.`;
}
