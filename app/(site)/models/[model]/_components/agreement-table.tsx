import { Alpha } from "@/app/(site)/features/_components/judgements/alpha";
import { Explain } from "@/components/ui/explain";
import { formatCount } from "@/components/ui/format-number";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import type { SetAgreement } from "@/lib/judgements/find-agreement";

/** How far people agree on what they make of features, set by set. */
export function AgreementTable({ sets }: { sets: SetAgreement[] }) {
  const judged = sets.filter(({ features }) => features > 0);
  if (judged.length === 0)
    return (
      <EmptyState title="No feature of this model has been judged by two people yet.">
        <p className="mt-1 max-w-prose">Each feature{"\u2019"}s page asks what one makes of it.</p>
      </EmptyState>
    );
  return (
    <Table caption="Krippendorff's alpha of first judgements, with 90% intervals over features: 1 is full agreement, 0 is chance.">
      <thead>
        <tr>
          <th scope="col">Set</th>
          <th scope="col" className="numeric">
            <Explain explanation="Features that at least two people judged; the 500 judged last at most.">
              Features
            </Explain>
          </th>
          <th scope="col" className="numeric">
            People
          </th>
          <th scope="col">
            <Explain explanation="How interpretable, 0 to 4: ordinal distances.">Interpretable</Explain>
          </th>
          <th scope="col">Family</th>
          <th scope="col">One meaning or several</th>
          <th scope="col">Confidence</th>
        </tr>
      </thead>
      <tbody>
        {judged.map((set) => (
          <tr key={`${set.kind}/${set.name}`}>
            <th scope="row">{set.displayName}</th>
            <td className="numeric">{formatCount(set.features)}</td>
            <td className="numeric">{formatCount(set.people)}</td>
            {[set.interpretable, set.family, set.hasOneMeaning, set.confidence].map((alpha, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns are what they are
              <td key={i}>
                <Alpha alpha={alpha} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
