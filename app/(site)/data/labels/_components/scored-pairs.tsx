import { formatCount } from "@/components/ui/format-number";
import { Table } from "@/components/ui/table";
import type { ScoredPair, SideScores } from "@/lib/label-scores/view";
import { answererWords, authorWords, sideWords } from "@/lib/label-scores/words";
import { MeanScore } from "./mean-score";

/** Kinds of labels set beside each other on the features of which both were checked. */
export function ScoredPairs({ side, pairs }: SideScores) {
  const shown = pairs.filter(({ features }) => features > 0);
  if (shown.length === 0)
    return (
      <p className="max-w-prose text-ink-soft">
        There is no feature yet of which labels of two kinds were both checked, so nothing can be set beside
        each other.
      </p>
    );
  return (
    <Table caption={`${sideWords[side]}: differences on the same features`} captionHidden>
      <thead>
        <tr>
          <th scope="col">First</th>
          <th scope="col">Second</th>
          <th scope="col" className="numeric">
            Features
          </th>
          <th scope="col">First less second, 90% of all intervals together</th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ first, second, features, difference }) => (
          <tr key={`${first.author} ${first.by} ${second.author} ${second.by}`}>
            <th scope="row">{voice(first)}</th>
            <td>{voice(second)}</td>
            <td className="numeric">{formatCount(features)}</td>
            <td>
              <MeanScore mean={difference} signed />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const voice = ({ author, by }: ScoredPair["first"]) =>
  by === "itself" ? authorWords[author] : `${authorWords[author]}, told by ${answererWords[by]}`;
