import { Written } from "@/app/_written/written";
import { Bar } from "@/components/ui/bar";
import { Explain } from "@/components/ui/explain";
import { formatProbability } from "@/components/ui/format-number";
import { Link } from "@/components/ui/link";
import { Table } from "@/components/ui/table";
import { formatFeature } from "@/lib/circuit-format/node-id";
import type { FeatureEvidenceView, FeatureView } from "@/lib/features/view";
import { type Level, Part } from "./part";
import { type ShownFeature, shownQuery } from "./shown-feature";

interface HeadsProps {
  feature: FeatureView;
  evidence: FeatureEvidenceView;
  shown: ShownFeature;
  level: Level;
}

/** An attention feature's heads, by what its weights say and by what was measured, side by side. */
export function Heads({ feature, evidence, shown, level }: HeadsProps) {
  const { heads } = evidence;
  if (!heads) return null;
  const top = Math.max(...heads.byWeight, ...(heads.byDfa ?? []), 0);
  return (
    <Part level={level} title="Through which heads">
      <Written>
        <Table
          caption={`The heads of ${formatFeature(feature)}, by decoder weight and by attribution`}
          captionHidden
        >
          <thead>
            <tr>
              <th scope="col">head</th>
              <th scope="col">
                <Explain explanation="The head's share of the decoder row's norm: where the feature lies among the heads' outputs.">
                  by weight
                </Explain>
              </th>
              <th scope="col">
                <Explain
                  explanation={`The head's mean share of what makes the feature fire at its peaks (direct feature attribution, by absolute value), over ${heads.examples} examples.`}
                >
                  by attribution
                </Explain>
              </th>
            </tr>
          </thead>
          <tbody>
            {heads.byWeight.map((weight, head) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a head is its number
              <tr key={head} aria-current={shown.head === head || undefined}>
                <th scope="row">
                  <Link href={`${shownQuery({ ...shown, head })}#examples`} className="text-link mono">
                    {feature.layer}.{head}
                  </Link>
                </th>
                <td>
                  <Share value={weight} top={top} />
                </td>
                <td>{heads.byDfa && <Share value={heads.byDfa[head] ?? 0} top={top} />}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </Written>
    </Part>
  );
}

function Share({ value, top }: { value: number; top: number }) {
  return (
    <span className="grid grid-cols-[minmax(2rem,1fr)_3.5rem] items-center gap-2">
      <Bar value={value} top={top} scale="plain" />
      <data value={value} title={String(value)} className="text-end">
        {formatProbability(value)}
      </data>
    </span>
  );
}
