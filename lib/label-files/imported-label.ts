import { wordsOf } from "@/lib/json/schema-words";
import type { LabelEvidence } from "@/lib/labels/label-schemas";
import { type LabelContent, labelContent } from "@/lib/labels/label-schemas";
import { labelLengths, maxRationale } from "@/lib/labels/label-words";
import { tidyLabel } from "@/lib/labels/wording";
import type { FileRow } from "./file-row";
import type { ToldBy } from "./import-report";

/** Of what was pinned, what is here too, and how many are not. */
export interface KnownEvidence {
  evidence: LabelEvidence;
  missing: number;
}

/**
 * A row as the proposal that it becomes: its words, as far as they fit a label, and a rationale that says where they are from. A sentence
 * where it cannot be one.
 */
export function importedLabel(
  row: FileRow,
  toldBy: ToldBy,
  { evidence, missing }: KnownEvidence,
): LabelContent | { fault: string } {
  const whole = tidyLabel(row.description);
  const text = cut(whole, labelLengths.max);
  const rationale = [
    provenance(row),
    told[toldBy],
    ...(text === whole ? [] : [`The whole of it: ${code(whole)}`]),
    ...(missing === 0 ? [] : [`Pinned there, and not here: ${missing} of its examples and circuits.`]),
    ...(row.rationale === "" ? [] : [row.rationale]),
  ].join("\n\n");
  const { program } = row;
  const read = labelContent.safeParse({
    ...{ text, rationale: cut(rationale, maxRationale), evidence },
    ...(program !== null && { program }),
  });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const field = issue?.path[0];
  return { fault: `${field === "program" ? "its program: " : ""}${issue ? wordsOf(issue) : "no label"}` };
}

function provenance({ source, index, author, explainedBy, method, id }: FileRow): string {
  const written = explainedBy ? `written by ${code(explainedBy)}` : "by an author who is not named";
  const by = author ? `by ${code(author)} of another site` : written;
  return `Imported: ${code(`${source}/${index}`)}, ${by}${method ? `, method ${code(method)}` : ""}${id ? `, row ${code(id)}` : ""}.`;
}

const told: Readonly<Record<ToldBy, string>> = {
  content: "That it is of this dictionary is told by its checksum in the file.",
  name: "That it is of this dictionary is told by its name in the file, and by nothing else.",
  hand: "Whoever imported it said that it is of this dictionary; the file does not tell.",
};

/** As code in Markdown, in which nothing means anything. */
function code(text: string): string {
  return `\`${text.replaceAll("`", "\u2019").replaceAll(/\s+/gu, " ").trim() || "?"}\``;
}

function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most
    ? text
    : `${characters
        .slice(0, most - 1)
        .join("")
        .trimEnd()}\u2026`;
}
