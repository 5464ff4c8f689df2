import type { TokenView } from "@/lib/runs/view";
import { unpackReport } from "./import-report";
import type { ImportReport, ImportSummary } from "./view";

/** What a page shows of an import's report: all but the extras, and texts as long as a page can hold. */
export type ShownReport = Omit<ImportReport, "extras">;

/** In characters: of one text, and of all of a list together. */
const longest = { description: 5_000, name: 200, list: 200_000, least: 20 };

/** What is shown of a packed report. It runs on a thread, since a report may have tens of megabytes. */
export function shownReport(packed: Uint8Array): ShownReport {
  const { summary, finding, problems, lost } = unpackReport(packed);
  return { summary: shownSummary(summary), finding, problems, lost };
}

function shownSummary(summary: ImportSummary): ImportSummary {
  const { prompt, description, creator, tokens, labels, outputs } = summary;
  return {
    ...summary,
    prompt: prompt && cut(prompt, longest.description),
    description: description && cut(description, longest.description),
    creator: creator && cut(creator, longest.name),
    tokens: tokens.map((token) => shownToken(token, share(tokens))),
    labels: labels.map(([name, text]) => [name, cut(text, share(labels))]),
    outputs: outputs.map(([id, text]) => [id, cut(text, share(outputs))]),
  };
}

/** Of one that is cut, its bytes would say something else. */
function shownToken(token: TokenView, most: number): TokenView {
  const { bytes, ...rest } = token;
  const whole = token.text.length <= most && (bytes?.length ?? 0) <= 2 * most;
  return whole ? token : { ...rest, text: cut(token.text, most) };
}

/** What each text of a list may have, so that all of them together fit a page. */
function share(list: readonly unknown[]): number {
  return Math.max(longest.least, Math.floor(longest.list / list.length));
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).toWellFormed()}\u2026`;
}
