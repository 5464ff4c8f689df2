import { formatCount } from "@/components/ui/format-number";
import { Table } from "@/components/ui/table";
import type { Agreement } from "@/lib/judgements/view";
import { Alpha } from "../../features/_components/judgements/alpha";

const questions = [
  ["interpretable", "How interpretable, 0 to 4"],
  ["family", "Family"],
  ["hasOneMeaning", "One meaning or several"],
  ["confidence", "How sure, 0 to 4"],
] as const;

/** How far a project's members agree, question by question. */
export function ProjectAgreement({ agreement }: { agreement: Agreement }) {
  if (agreement.features === 0)
    return (
      <p className="text-ink-soft text-m">No feature of it has been judged by two of its members yet.</p>
    );
  return (
    <>
      <Table caption="Krippendorff's alpha of first judgements, with 90% intervals over features: 1 is full agreement, 0 is chance.">
        <thead>
          <tr>
            <th scope="col">Question</th>
            <th scope="col">Agreement</th>
          </tr>
        </thead>
        <tbody>
          {questions.map(([name, words]) => (
            <tr key={name}>
              <th scope="row">{words}</th>
              <td>
                <Alpha alpha={agreement[name]} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="mt-1 text-ink-soft text-s">
        {formatCount(agreement.features)} {agreement.features === 1 ? "feature" : "features"} that two or more
        of its members judged (the 500 judged last at most), {formatCount(agreement.people)} people.
      </p>
    </>
  );
}
