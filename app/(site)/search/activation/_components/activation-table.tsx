import { Term } from "@/app/_components/term/term";
import { formatProbability } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import { Num } from "@/components/ui/num";
import { Table } from "@/components/ui/table";
import { formatFeature } from "@/lib/circuit-format/node-id";
import { featurePath } from "@/lib/features/feature-address";
import type { RunView } from "@/lib/runs/view";
import type { FoundByActivation } from "@/lib/search/find-by-activation";

interface ActivationTableProps {
  run: RunView;
  features: readonly FoundByActivation[];
}

/** What fires there most and elsewhere least, with the numbers that say so. */
export function ActivationTable({ run, features }: ActivationTableProps) {
  const setOf = (kind: string) => run.kinds.find((each) => each.kind === kind)?.set.name ?? kind;
  return (
    <Table caption="Features that fire at these tokens and elsewhere least" captionHidden>
      <thead>
        <tr>
          <th scope="col">
            <Term of="feature" />
          </th>
          <th scope="col" className="numeric">
            <Term of="specificity" />, bits
          </th>
          <th scope="col" className="numeric">
            mean there
          </th>
          <th scope="col" className="numeric">
            mean elsewhere
          </th>
          <th scope="col" className="numeric">
            <Term of="density">fires in a corpus at</Term>
          </th>
        </tr>
      </thead>
      <tbody>
        {features.map(({ name, there, elsewhere, specificity, density, ...feature }) => {
          const path = featurePath({ ...feature, model: run.model.name, set: setOf(feature.kind) });
          return (
            <tr key={path}>
              <th scope="row" className="min-w-48 whitespace-normal break-words font-normal">
                <TextLink href={`${path}?run=${run.id}`} data-card={path} className="feature-name">
                  <span className="mono">{formatFeature(feature)}</span> {name}
                </TextLink>
              </th>
              <td className="numeric">
                <Num value={specificity} />
              </td>
              <td className="numeric">
                <Num value={there} />
              </td>
              <td className="numeric">
                <Num value={elsewhere} />
              </td>
              <td className="numeric">
                <data value={density}>{formatProbability(density)}</data>
              </td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
