import { formatFeature } from "@/lib/circuit-format/node-id";
import { siteUrl } from "@/lib/env";
import { featurePath, setSegment } from "@/lib/features/feature-address";
import { type CheckedLabel, readChecked } from "@/lib/label-scores/read-checked";
import { type RunProgram, runPrograms } from "@/lib/label-scores/run-programs";
import { inBatches, type Row, type Table } from "./table";

/** Every checked label's own score, from which those of their authors are made: a row for each kind that answered by it. */
export async function labelScoreTable(): Promise<Table> {
  const [{ labels }, { run }] = await Promise.all([readChecked(), runPrograms()]);
  const ofProgram = new Map(run.map((each) => [each.labelId, each]));
  return {
    name: "label-scores",
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
