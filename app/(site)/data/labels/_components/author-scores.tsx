import { formatCount } from "@/components/ui/format-number";
import { Table } from "@/components/ui/table";
import type { SideScores } from "@/lib/label-scores/view";
import { answererWords, authorWords, sideWords } from "@/lib/label-scores/words";
import { MeanScore } from "./mean-score";

/** How labels of one side score, by the kind of their author and who answered by them. */
export function AuthorScores({ side, authors, guessing }: SideScores) {
  const shown = authors.filter(
    ({ standing, by, checked }) => standing > 0 && (by !== "programs" || checked > 0),
  );
  if (shown.length === 0) return <p className="text-ink-soft">No label of this side stands yet.</p>;
  return (
    <Table caption={`${sideWords[side]}: scores by author; guessing has ${guessing}`} captionHidden>
      <thead>
        <tr>
          <th scope="col">Labels</th>
          <th scope="col">Told by</th>
          <th scope="col" className="numeric">
            Standing
          </th>
          <th scope="col" className="numeric">
            Checked
          </th>
          <th scope="col" className="numeric">
            Answers
          </th>
          <th scope="col" className="numeric">
            Raters
          </th>
          <th scope="col">Score, 90% interval</th>
          <th scope="col" className="numeric">
            Supported
          </th>
          <th scope="col" className="numeric">
            Not borne out
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ author, by, standing, checked, answers, raters, mean, supported, refuted }) => (
          <tr key={`${author} ${by}`}>
            <th scope="row">{authorWords[author]}</th>
            <td>{answererWords[by]}</td>
            <td className="numeric">{formatCount(standing)}</td>
            <td className="numeric">{formatCount(checked)}</td>
            <td className="numeric">{formatCount(answers)}</td>
            <td className="numeric">{raters === null ? "" : formatCount(raters)}</td>
            <td>
              <MeanScore mean={mean} />
            </td>
            <td className="numeric">{supported === null ? "" : formatCount(supported)}</td>
            <td className="numeric">{refuted === null ? "" : formatCount(refuted)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
