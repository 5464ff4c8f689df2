import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { KindGlyph } from "@/components/ui/kind-glyph";
import { LabelState } from "@/components/ui/label-state";
import { Link } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import { Table } from "@/components/ui/table";
import { formatFeature } from "@/lib/circuit-format/node-id";
import { findLabelsOfPerson } from "@/lib/labels/find-labels-of-person";
import { idCursor } from "@/lib/paging/page";

/** What somebody proposed to call features, and which of these lead; nothing where there is none. */
export async function PersonsLabels({ handle, params }: { handle: string; params: URLSearchParams }) {
  const cursor = cursorOf(params, "labels", idCursor);
  const { items, nextCursor } = await findLabelsOfPerson({ handle, cursor });
  if (items.length === 0 && cursor === undefined) return null;
  return (
    <section aria-labelledby="labels" className="mb-8">
      <h2 id="labels" className="text-l">
        Labels
      </h2>
      <Table caption="Labels, the latest first" captionHidden>
        <thead>
          <tr>
            <th scope="col">Label</th>
            <th scope="col">Feature</th>
            <th scope="col">State</th>
            <th scope="col" className="numeric">
              For
            </th>
            <th scope="col" className="numeric">
              Against
            </th>
            <th scope="col">Proposed</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, text, side, state, votesFor, votesAgainst, createdAt, feature }) => (
            <tr key={id}>
              <th scope="row">
                <Link href={feature.path} className="text-link text-m">
                  {text}
                </Link>
              </th>
              <td className="whitespace-nowrap">
                <span className="inline-flex items-center gap-2">
                  <KindGlyph kind={feature.kind} />
                  <span className="mono">{formatFeature(feature)}</span>
                  <span className="text-ink-soft">{side}</span>
                </span>
              </td>
              <td>
                {state ? <LabelState state={state} /> : <span className="text-ink-soft">another leads</span>}
              </td>
              <td className="numeric">{votesFor}</td>
              <td className="numeric">{votesAgainst}</td>
              <td className="whitespace-nowrap">
                <RelativeDate date={createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      <ListPager list="labels" label="Pages of labels" params={params} nextCursor={nextCursor} />
    </section>
  );
}
