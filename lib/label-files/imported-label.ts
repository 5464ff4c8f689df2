import { type LabelContent, labelContent } from "@/lib/labels/label-schemas";
import { labelLengths, maxRationale } from "@/lib/labels/label-words";
import { tidyLabel } from "@/lib/labels/wording";
import type { ExplanationRow } from "./read-rows";

/** How it was told of which dictionary a row is: by a checksum in the file, or because who brought it said so. */
export type ToldBy = "content" | "hand";

/**
 * A row as the proposal that it becomes: its words, as far as they fit a label, and a rationale that says where they are from. A sentence
 * where it cannot be one.
 */
export function importedLabel(
  { id, modelId, layer, index, description, typeName, explanationModelName, notes }: ExplanationRow,
  toldBy: ToldBy,
): LabelContent | { fault: string } {
  const whole = tidyLabel(description);
  const text = cut(whole, labelLengths.max);
  const by = explanationModelName
    ? `written by ${code(explanationModelName)}`
    : "by an author who is not named";
  const rationale = [
    `Imported: ${code(`${modelId}/${layer}/${index}`)}, ${notes?.author ? `by ${code(notes.author)} of another site` : by}` +
      `${typeName ? `, method ${code(typeName)}` : ""}${id ? `, row ${code(id)}` : ""}.`,
    toldBy === "content"
      ? "That it is of this dictionary is told by its checksum in the file."
      : "Whoever imported it said that it is of this dictionary; the file does not tell.",
    ...(text === whole ? [] : [`The whole of it: ${code(whole)}`]),
  ].join("\n\n");
  const read = labelContent.safeParse({ text, rationale: cut(rationale, maxRationale) });
  return read.success ? read.data : { fault: read.error.issues[0]?.message ?? "no label" };
}

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
