import { formatFeature } from "@/lib/circuit-format/node-id";
import { siteUrl } from "@/lib/env";
import { featurePath, setSegment } from "@/lib/features/feature-address";
import { type CheckedLabel, readChecked } from "@/lib/label-scores/read-checked";
import { type RunProgram, runPrograms } from "@/lib/label-scores/run-programs";
import { inBatches, maxRows, type Row, type Table } from "./table";

/** People's answers, programs' and those of the label's own program. */
const maxRowsOfLabel = 3;
/** Of one table, so that no label's rows are cut off. */
export const maxLabels = Math.floor(maxRows / maxRowsOfLabel);

/**
 * Checked labels' own scores, from which those of their authors are made, the latest first: a row for each kind that answered by one.
 * `older` is what to ask with for the labels that come after; null after the last.
 */
export async function labelScoreTable({
  before,
  limit = maxLabels,
}: {
  before?: string | undefined;
  limit?: number;
} = {}): Promise<Table & { older: string | null }> {
  const [{ labels, beyond }, { run }] = await Promise.all([
    readChecked({ limit, ...(before && { before }) }),
    runPrograms(),
  ]);
  const ofProgram = new Map(run.map((each) => [each.labelId, each]));
  return {
    name: "label-scores",
    older: beyond > 0 ? (labels.at(-1)?.id ?? null) : null,
    columns: [
      ...["label", "text", "author", "side", "model", "set", "feature", "answered by", "answers", "raters"],
      ...["score", "low", "high", "verdict", "address"],
    ],
    batches: inBatches(
      labels.flatMap((label) => rowsOf(label, ofProgram.get(label.id))),
      (row) => row,
    ),
  };
}

function rowsOf(label: CheckedLabel, run: RunProgram | undefined): Row[] {
  const { id, text, source, side, model, told, verdict } = label;
  const row = (
    author: string,
    by: string,
    score: { value: number; low: number; high: number },
    answers: number,
    raters: number | null,
    verdictOfIt: string | null,
  ): Row => [
    ...[id, text, author, side, model, setSegment(label), formatFeature(label), by, answers, raters],
    ...[score.value, score.low, score.high, verdictOfIt, siteUrl() + featurePath(label)],
  ];
  const balanced = run?.estimate.balanced;
  return [
    ...(told.people
      ? [row(source, "people", told.people, told.people.answers, told.people.raters, verdict)]
      : []),
    ...(told.programs
      ? [row(source, "programs", told.programs, told.programs.answers, told.programs.raters, null)]
      : []),
    ...(run && balanced ? [row("labelProgram", "itself", balanced, run.estimate.answers, null, null)] : []),
  ];
}
