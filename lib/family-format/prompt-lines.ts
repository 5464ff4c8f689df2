import { z } from "zod";
import { firstFault } from "@/lib/json/schema-words";
import { countKeys, HeavyJson, type JsonLimits, weighJson } from "@/lib/json/weigh-json";
import { decodeWhole } from "@/lib/tokens/utf8";
import { nameSchema } from "./counterfactual-rule";
import type { FamilyPrompt } from "./expand-family";
import { type Family, familyFormat, type WrittenFamily } from "./family";
import { FamilyFault } from "./family-fault";
import { familyLimits } from "./limits";
import { readMarkedText, rolesOf } from "./marked-text";
import { type ReadFamily, readFamily } from "./read-family";
import { refuseProto } from "./refuse-proto";
import { markText, type RoledText } from "./render";

/** Prompts a line: what `commons families expand` writes, and what is imported. */
export function promptLines(prompts: readonly FamilyPrompt[]): string {
  return prompts.map((prompt) => `${JSON.stringify(prompt)}\n`).join("");
}

const spans = z.record(nameSchema, z.tuple([z.number().int().min(0), z.number().int().min(1)]));
const textSchema = z.string().min(1, "the text is empty");
const lineSchema = z.strictObject({
  /** With `roles` the text as it is; without, its roles are marked in it. */
  text: textSchema,
  roles: spans.optional(),
  answer: z.string(),
  distractor: z.string().nullish(),
  variant: z.string().optional(),
  counterfactual: z
    .union([textSchema, z.strictObject({ text: textSchema, roles: spans, rule: z.string().nullish() })])
    .nullish(),
  // What an expansion says besides. The new family has a split of its own.
  template: z.string().optional(),
  draw: z.number().nullish(),
  heldOut: z.boolean().optional(),
});
type Line = z.infer<typeof lineSchema>;

const lineLimits: JsonLimits = {
  ...{ maxDepth: 6, maxContainers: 200, maxValues: 1_000, maxKeys: 100 },
  maxStringBytes: familyLimits.maxLineBytes,
};

/**
 * A family of prompts that are written out, a JSON object a line (docs/formats.md), from a file of anybody. Throws `FamilyFault` with
 * the line's number.
 */
export function readPromptLines(
  bytes: Uint8Array,
  about: Pick<WrittenFamily, "title"> & Partial<WrittenFamily>,
): ReadFamily {
  const { maxFileBytes, maxPrompts } = familyLimits;
  if (bytes.length > maxFileBytes)
    throw new FamilyFault(
      `The file has ${bytes.length.toLocaleString("en")} bytes, and ${maxFileBytes.toLocaleString("en")} is the most that is read.`,
    );
  const lines = linesOf(bytes);
  if (lines.length === 0) throw new FamilyFault("The file has no line with a prompt.");
  if (lines.length > maxPrompts)
    throw new FamilyFault(
      `The file has ${lines.length.toLocaleString("en")} prompts, and a family has at most ${maxPrompts.toLocaleString("en")}.`,
    );
  const templates = lines.map(({ bytes, number }) => templateOf(readLine(bytes, number), number));
  return readFamily({ format: familyFormat, roles: rolesAmong(templates), ...about, templates });
}

function linesOf(bytes: Uint8Array): { bytes: Uint8Array; number: number }[] {
  const lines: { bytes: Uint8Array; number: number }[] = [];
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let number = 1; start < bytes.length; number++) {
    const end = bytes.indexOf(0x0a, start);
    const line = bytes.subarray(start, end < 0 ? undefined : end);
    if (line.some((byte) => byte > 0x20)) lines.push({ bytes: line, number });
    start = end < 0 ? bytes.length : end + 1;
  }
  return lines;
}

function readLine(bytes: Uint8Array, number: number): Line {
  const refuse = (says: string) => new FamilyFault(`Line ${number}: ${says}.`);
  const { maxLineBytes } = familyLimits;
  if (bytes.length > maxLineBytes)
    throw refuse(
      `it has ${bytes.length.toLocaleString("en")} bytes, and a line at most ${maxLineBytes.toLocaleString("en")}`,
    );
  const text = decodeWhole(bytes);
  if (text === null) throw refuse("it is not valid UTF-8");
  let value: unknown;
  try {
    const { keys } = weighJson(bytes, lineLimits);
    value = JSON.parse(text);
    if (countKeys(value) < keys) throw refuse("a key stands in it twice");
  } catch (error) {
    if (error instanceof HeavyJson) throw refuse(error.message);
    if (error instanceof SyntaxError) throw refuse("it is not JSON");
    throw error;
  }
  refuseProto(value, refuse);
  const parsed = lineSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw refuse(firstFault(parsed.error));
}

type WrittenTemplate = Family["templates"][number];

function templateOf(
  { text, roles, answer, distractor, variant, counterfactual }: Line,
  number: number,
): WrittenTemplate {
  const where = `Line ${number}`;
  const marked = (roled: { text: string; roles?: RoledText["roles"] }) =>
    roled.roles ? markSpans({ text: roled.text, roles: roled.roles }, where) : roled.text;
  const other = typeof counterfactual === "string" ? { text: counterfactual } : counterfactual;
  // Texts with spans are as they are, and so are their tokens.
  return {
    name: `line ${number}`,
    ...{ variant: variant ?? "", text: marked({ text, ...(roles && { roles }) }) },
    ...{ answer: asToken(answer), distractor: distractor == null ? null : asToken(distractor) },
    counterfactual: other ? marked(other) : null,
  };
}

const asToken = (text: string) => text.replaceAll(/[[\]{}\\]/g, "\\$&");

function markSpans(roled: RoledText, where: string): string {
  const { text, roles } = roled;
  const all = Object.entries(roles);
  for (const [role, [start, end]] of all) {
    const says =
      end > text.length
        ? `ends at ${end}, and the text has ${text.length} characters`
        : end <= start
          ? "has no character"
          : null;
    if (says) throw new FamilyFault(`${where}: the role ${role} ${says}.`);
    const across = all.find(([, [from, to]]) => from < start && start < to && to < end);
    if (across) throw new FamilyFault(`${where}: the roles ${across[0]} and ${role} lie across each other.`);
  }
  return markText(roled);
}

/** The roles of all lines, in the order in which they are met; those that a line lacks are not everywhere. */
function rolesAmong(templates: readonly WrittenTemplate[]): WrittenFamily["roles"] {
  const has = templates.map(({ name, text }) =>
    rolesOf(readMarkedText(text, `L${name.slice(1)}`)).map(({ role }) => role),
  );
  const names = new Set(has.flat());
  return [...names].map((name) => ({ name, everywhere: has.every((roles) => roles.includes(name)) }));
}
