import { TermLink } from "@/app/_components/term/term-link";
import { formatProbability } from "@/components/ui/format-number";
import { NameMark } from "@/components/ui/label-state";
import { Link } from "@/components/ui/link";
import { Num } from "@/components/ui/num";
import { Table } from "@/components/ui/table";
import { formatFeature } from "@/lib/circuit-format/node-id";
import { featurePath } from "@/lib/features/feature-address";
import type { HeadFeature } from "@/lib/heads/find-head-features";

interface HeadFeatureTableProps {
  model: string;
  set: { name: string; displayName: string };
  layer: number;
  features: readonly HeadFeature[];
}

/** Features of an attention dictionary by how much of each is one head's. */
export function HeadFeatureTable({ model, set, layer, features }: HeadFeatureTableProps) {
  return (
    <Table
      caption={`Of ${set.displayName}, layer ${layer}: those of whose decoder row no other head has a larger part, the largest part first`}
    >
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Feature</th>
          <th scope="col" className="numeric">
            <TermLink
              to="main-head"
              says="The length of the head's part of the decoder row, over the sum of these lengths of all heads."
            >
              Its part
            </TermLink>
          </th>
          <th scope="col" className="numeric">
            Fires on
          </th>
          <th scope="col" className="numeric">
            Strongest
          </th>
        </tr>
      </thead>
      <tbody>
        {features.map(({ index, name, named, share, density, maxActivation }) => (
          <tr key={index}>
            <th scope="row">
              <Link
                href={featurePath({ model, kind: "attn", set: set.name, layer, index })}
                className="text-link text-m"
              >
                {name}
              </Link>{" "}
              <NameMark state={named} />
            </th>
            <td className="mono">{formatFeature({ kind: "attn", layer, index })}</td>
            <td className="numeric">{formatProbability(share)}</td>
            <td className="numeric">{density === 0 ? "0%" : formatProbability(density)}</td>
            <td className="numeric">
              <Num value={maxActivation} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
