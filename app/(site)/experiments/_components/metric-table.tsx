import { metricWords } from "@/app/(site)/evaluations/_components/evaluation-words";
import { Table } from "@/components/ui/table";
import type { ExperimentResult, MetricOutcome } from "@/lib/experiment-format/result";
import { ChangeMark, domainOf } from "./change-mark";
import { metricNames, stated } from "./experiment-words";

interface MetricTableProps {
  result: ExperimentResult;
  /** Which of its metrics. */
  index: number;
  /** Which of its conditions have a row here. */
  rows: { first: number; count: number };
}

/** Variants of a family that have columns of their own; more are in the JSON. */
const maxVariants = 10;

/** What became of one metric under each condition, beside the model itself. */
export function MetricTable({ result, index, rows }: MetricTableProps) {
  const { digits } = result;
  const whole = result.whole[index];
  if (!whole) return null;
  const { metric } = whole;
  const all = result.conditions.flatMap(({ name, metrics }) => {
    const of = metrics[index];
    return of ? [{ name, of }] : [];
  });
  // One scale for all of them, wherever their rows are.
  const domain = domainOf(all.map(({ of }) => of.change));
  const conditions = all.slice(rows.first, rows.first + rows.count);
  const variants = whole.variants.length > maxVariants ? [] : whole.variants.map(({ variant }) => variant);
  const unknown = [{ name: "The model itself", of: whole }, ...conditions].filter(
    ({ of }) => of.value.unknown > 0,
  );
  return (
    <section aria-labelledby={`metric-${metric}`}>
      <h3 id={`metric-${metric}`} className="text-base">
        {metricNames[metric]}
      </h3>
      <p className="mb-1 text-ink-soft text-s">
        The {metricWords[metric]}. The dot is the mean change, its line the 95% interval; the upright line is
        no change{variants.length > 0 && ". Of variants the model's own mean, then the changes"}.
      </p>
      <Table caption={`${metricNames[metric]} under each condition`} captionHidden>
        <thead>
          <tr>
            <th scope="col">condition</th>
            <th scope="col" className="numeric">
              mean
            </th>
            <th scope="col">95%</th>
            <th scope="col" className="numeric">
              change
            </th>
            <th scope="col">95%</th>
            <th scope="col">
              <span className="flex w-40 justify-between font-normal">
                <span>{stated(domain[0], digits)}</span>
                <span>{stated(domain[1], digits)}</span>
              </span>
            </th>
            {variants.map((variant) => (
              <th key={variant} scope="col" className="numeric">
                <bdi>{variant}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" className="min-w-40 whitespace-normal font-semibold">
              the model itself
            </th>
            <Values of={whole} digits={digits} />
            <td />
            <td />
            <td />
            {whole.variants.slice(0, variants.length).map(({ variant, value }) => (
              <td key={variant} className="numeric">
                {stated(value.mean, digits)}
              </td>
            ))}
          </tr>
          {conditions.map(({ name, of }) => (
            <tr key={name}>
              <th scope="row" className="min-w-40 whitespace-normal break-words font-normal">
                <bdi>{name}</bdi>
              </th>
              <Values of={of} digits={digits} />
              <td className="numeric" title={of.change.mean === null ? undefined : String(of.change.mean)}>
                {stated(of.change.mean, digits)}
              </td>
              <td className="whitespace-nowrap">{between(of.change.interval, digits)}</td>
              <td>
                <ChangeMark change={of.change} domain={domain} />
              </td>
              {of.variants.slice(0, variants.length).map(({ variant, change }) => (
                <td key={variant} className="numeric">
                  {stated(change.mean, digits)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
      {unknown.map(({ name, of }) => (
        <p key={name} className="text-s">
          {name}: the {metricNames[metric].toLowerCase()} of {of.value.unknown} of {of.values.length} prompts
          is not known and left out.
        </p>
      ))}
    </section>
  );
}

function Values({ of: { value }, digits }: { of: MetricOutcome; digits: number }) {
  return (
    <>
      <td className="numeric" title={value.mean === null ? undefined : String(value.mean)}>
        {stated(value.mean, digits)}
      </td>
      <td className="whitespace-nowrap">{between(value.interval, digits)}</td>
    </>
  );
}

function between(interval: readonly [number, number] | null, digits: number): string {
  return interval ? `${stated(interval[0], digits)} to ${stated(interval[1], digits)}` : "unknown";
}
