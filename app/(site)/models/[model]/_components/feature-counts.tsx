import { Term } from "@/app/_components/term/term";
import { formatCount } from "@/components/ui/format-number";
import { KindGlyph } from "@/components/ui/kind-glyph";
import { Link } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import type { CountedFamily, FeatureCounts } from "@/lib/features/count-features";
import { bandWords, densityBands } from "@/lib/features/density-bands";
import { setSegment } from "@/lib/features/feature-address";
import type { ModelView } from "@/lib/models/get-model";

const families: readonly (readonly [CountedFamily, string])[] = [
  ["dead", "never fired"],
  ["always-on", "on nearly every token"],
  ["positional", "by position"],
  ["duplicate", "copies of another"],
];

interface FeatureCountsProps {
  model: Pick<ModelView, "name" | "dictionarySets">;
  counts: readonly FeatureCounts[];
}

/** How many features each dictionary has of a kind, each number leading to the list of just these. */
export function FeatureCountsTable({ model, counts }: FeatureCountsProps) {
  if (counts.length === 0)
    return (
      <EmptyState title="No corpus has been read with these dictionaries yet, so nothing is known of their features." />
    );
  const sets = model.dictionarySets.flatMap(({ kind, name, displayName }) => {
    const own = counts.filter((each) => each.kind === kind && each.set === name);
    return own.length > 0 ? [{ kind, name, displayName, own }] : [];
  });
  return (
    <>
      <p className="mb-2 max-w-prose text-ink-soft">
        <Term of="density">How often a feature fires</Term> is a share of the tokens that were read. A feature
        of a <Term of="family" /> is counted under its density, too.
      </p>
      <Table caption="Features by dictionary, density and family" captionHidden>
        <thead>
          <tr>
            <th scope="col">Layer</th>
            <th scope="col" className="numeric">
              All
            </th>
            <th scope="col" className="numeric">
              with a label
            </th>
            <th scope="col" className="numeric">
              never fired
            </th>
            {densityBands.map((band) => (
              <th key={band} scope="col" className="numeric">
                {bandWords(band)}
              </th>
            ))}
            {families.slice(1).map(([family, words]) => (
              <th key={family} scope="col" className="numeric">
                {words}
              </th>
            ))}
          </tr>
        </thead>
        {sets.map(({ kind, name, displayName, own }) => (
          <tbody key={`${kind}/${name}`}>
            <tr>
              <th scope="rowgroup" colSpan={4 + densityBands.length + 3} className="data-table-group">
                <span className="inline-flex items-center gap-2">
                  <KindGlyph kind={kind} />
                  {displayName}
                </span>
              </th>
            </tr>
            {own.map(({ layer, read, labelled, families: byFamily, bands }) => {
              const of = { model: model.name, set: setSegment({ kind, set: name }), layer: String(layer) };
              return (
                <tr key={layer}>
                  <th scope="row">{layer}</th>
                  <Count value={read} of={of} />
                  <Count value={labelled} of={{ ...of, label: "labelled" }} />
                  <Count value={byFamily.dead} of={{ ...of, family: "dead" }} />
                  {densityBands.map((band) => (
                    <Count key={band} value={bands[band]} of={{ ...of, density: band }} />
                  ))}
                  {families.slice(1).map(([family]) => (
                    <Count key={family} value={byFamily[family]} of={{ ...of, family }} />
                  ))}
                </tr>
              );
            })}
          </tbody>
        ))}
      </Table>
    </>
  );
}

function Count({ value, of }: { value: number; of: Readonly<Record<string, string>> }) {
  return (
    <td className="numeric">
      {value === 0 ? (
        "0"
      ) : (
        <Link href={`/features?${new URLSearchParams(of)}`} className="text-link">
          {formatCount(value)}
        </Link>
      )}
    </td>
  );
}
