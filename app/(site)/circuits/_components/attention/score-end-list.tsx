import { formatCount } from "@/components/ui/format-number";
import { SignedBar } from "@/components/ui/graph/signed-bar";
import { Num } from "@/components/ui/num";
import type { ScoreEnd } from "@/lib/circuit-format/attention-score";
import { StreamPartName } from "./stream-part-name";

interface ScoreEndListProps {
  name: string;
  end: ScoreEnd;
  layer: number;
  names: ReadonlyMap<string, string>;
}

/** What each part of one end adds to the score, whatever it meets at the other end. */
export function ScoreEndList({ name, end, layer, names }: ScoreEndListProps) {
  const { parts, rest } = end;
  const top = Math.abs(parts[0]?.value ?? 0);
  return (
    <details className="score-end">
      <summary>{name}</summary>
      <ul>
        {parts.map(({ part, value }) => (
          <li key={part}>
            <StreamPartName part={part} layer={layer} names={names} />
            <SignedBar value={value} top={top} />
            <Num value={value} className="text-end" />
          </li>
        ))}
      </ul>
      {rest.count > 0 && (
        <p className="text-ink-soft">
          and <Num value={rest.sum} /> by {formatCount(rest.count)} smaller ones
        </p>
      )}
    </details>
  );
}
