import type { ExperimentResult, MetricOutcome } from "@/lib/experiment-format/result";
import { formatTable } from "./table";

/** Variants of a family that have columns of their own; more are in the JSON. */
const maxVariants = 4;

/** A result as text, a table for each metric; what is not known is said so. */
export function experimentTable({
  experiment: { title, hypothesis },
  computedAt,
  digits,
  prompts,
  whole,
  conditions,
}: ExperimentResult): string {
  const fewer = conditions.filter(({ reached }) => reached < prompts.length);
  return [
    title,
    `Hypothesis, written ${hypothesis.writtenAt}: ${hypothesis.says}\nResult, computed ${computedAt}, over ${prompts.length} prompts:`,
    ...whole.map((of, m) =>
      metricTable(
        of,
        conditions.map(({ name, metrics }) => ({ name, of: metrics[m] })),
        digits,
      ),
    ),
    ...fewer.map(
      ({ name, reached }) =>
        `${name}: ${reached} of ${prompts.length} prompts have one of its roles; nothing is changed in the others.`,
    ),
    "",
  ].join("\n\n");
}

function metricTable(
  whole: MetricOutcome,
  conditions: { name: string; of: MetricOutcome | undefined }[],
  digits: number,
): string {
  const { metric } = whole;
  const number = (value: number | null) => (value === null ? "unknown" : fixed(value, digits));
  const between = (interval: [number, number] | null) =>
    interval === null ? "" : `${number(interval[0])} to ${number(interval[1])}`;
  const variants = whole.variants.length > maxVariants ? [] : whole.variants;
  const row = (name: string, { value, change, variants: by }: MetricOutcome, isWhole: boolean) => [
    ...[name, number(value.mean), between(value.interval)],
    ...(isWhole ? ["", ""] : [number(change.mean), between(change.interval)]),
    ...variants.map((_, v) => number((isWhole ? by[v]?.value.mean : by[v]?.change.mean) ?? null)),
  ];
  const rows = [
    row("the model itself", whole, true),
    ...conditions.flatMap(({ name, of }) => (of ? [row(name, of, false)] : [])),
  ];
  const head = [metric, "mean", "95%", "change", "95%", ...variants.map(({ variant }) => variant)];
  const unknown = [{ name: "the model itself", of: whole }, ...conditions].filter(
    ({ of }) => (of?.value.unknown ?? 0) > 0,
  );
  return [
    formatTable(
      head,
      rows,
      head.flatMap((_, column) => (column === 0 ? [] : [column])),
    ),
    ...unknown.map(
      ({ name, of }) =>
        `${name}: the ${metric} of ${of?.value.unknown} of ${of?.values.length} prompts is not known and left out.`,
    ),
    ...(variants.length > 0
      ? [
          `Of variants (${variants.map(({ variant }) => variant).join(", ")}) the model's own mean, then the changes.`,
        ]
      : []),
  ].join("\n");
}

/** Without a sign where no digit but zeros is left. */
function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text;
}
