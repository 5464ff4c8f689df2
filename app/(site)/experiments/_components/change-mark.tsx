import type { MetricOutcome } from "@/lib/experiment-format/result";

const width = 160;
const height = 18;
/** Of the mark itself at either end. */
const room = 5;

export type Domain = readonly [number, number];

/** From the least to the most of all changes and their intervals, zero among them. */
export function domainOf(changes: readonly MetricOutcome["change"][]): Domain {
  const ends = changes.flatMap(({ mean, interval }) => [
    ...(mean === null ? [] : [mean]),
    ...(interval ?? []),
  ]);
  return [Math.min(0, ...ends), Math.max(0, ...ends)];
}

/** A change as a dot with its interval, on a scale that all rows of a table share; the line is no change. */
export function ChangeMark({ change, domain }: { change: MetricOutcome["change"]; domain: Domain }) {
  const { mean, interval } = change;
  if (mean === null) return null;
  const [least, most] = domain;
  const span = most - least;
  const at = (value: number) => room + (span === 0 ? 0.5 : (value - least) / span) * (width - 2 * room);
  const middle = height / 2;
  return (
    // The numbers stand beside it.
    <svg className="change-mark" width={width} height={height} aria-hidden="true">
      <line x1={at(0)} x2={at(0)} y1={0} y2={height} className="change-none" />
      {interval && <line x1={at(interval[0])} x2={at(interval[1])} y1={middle} y2={middle} />}
      <circle cx={at(mean)} cy={middle} r={3.5} />
    </svg>
  );
}
