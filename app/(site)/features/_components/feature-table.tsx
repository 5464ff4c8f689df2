import { formatProbability } from "@/components/ui/format-number";
import { KindGlyph } from "@/components/ui/kind-glyph";
import { NameMark } from "@/components/ui/label-state";
import { Link } from "@/components/ui/link";
import { Num } from "@/components/ui/num";
import { Table } from "@/components/ui/table";
import { formatFeature } from "@/lib/circuit-format/node-id";
import { featurePath } from "@/lib/features/feature-address";
import type { ListedFeature } from "@/lib/features/list-view";

interface FeatureTableProps {
  features: readonly ListedFeature[];
  /** Whether it has to be said of which model each is. */
  severalModels: boolean;
}

/** Features with their names, how often they fire and how strongly. */
export function FeatureTable({ features, severalModels }: FeatureTableProps) {
  return (
    <Table caption="Features that a corpus has shown something of" captionHidden>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Feature</th>
          <th scope="col" className="numeric">
            Fires on
          </th>
          <th scope="col" className="numeric">
            Strongest
          </th>
        </tr>
      </thead>
      <tbody>
        {features.map((feature) => (
          <tr key={featurePath(feature)}>
            <th scope="row">
              <Link href={featurePath(feature)} className="text-link text-m">
                {feature.name}
              </Link>{" "}
              <NameMark state={feature.named} />
            </th>
            <td>
              <span className="inline-flex items-center gap-2 whitespace-nowrap">
                <KindGlyph kind={feature.kind} />
                <span className="mono">{formatFeature(feature)}</span>
                {(severalModels || feature.set !== feature.kind) && (
                  <span className="text-ink-soft">
                    {[severalModels && feature.model, feature.set !== feature.kind && feature.set]
                      .filter(Boolean)
                      .join(", ")}
                  </span>
                )}
              </span>
            </td>
            <td className="numeric">{feature.density === 0 ? "0%" : formatProbability(feature.density)}</td>
            <td className="numeric">
              <Num value={feature.maxActivation} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
