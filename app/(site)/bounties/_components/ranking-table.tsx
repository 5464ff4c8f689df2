import { Table } from "@/components/ui/table";
import { maxPoints } from "@/lib/bounty-judging/judging-words";
import type { OutcomeView } from "@/lib/bounty-judging/view";
import { type ContestSlug, Entrants, EntryLink } from "./contest-links";

interface RankingTableProps {
  slug: ContestSlug;
  ranked: OutcomeView["ranked"];
  rubric: OutcomeView["rubric"];
}

/** What was entered, by its scores. */
export function RankingTable({ slug, ranked, rubric }: RankingTableProps) {
  return (
    <Table
      caption={`Means over judges, of points from 0 to ${maxPoints}: the score weighs each criterion as the rubric says.`}
    >
      <thead>
        <tr>
          <th scope="col">Place</th>
          <th scope="col">Entry</th>
          <th scope="col">By</th>
          <th scope="col">Score</th>
          {rubric.map(({ name }) => (
            <th key={name} scope="col">
              <bdi>{name}</bdi>
            </th>
          ))}
          <th scope="col">Judges</th>
        </tr>
      </thead>
      <tbody>
        {ranked.map(({ entry, title, place, score, means, entrants, judges }) => (
          <tr key={entry}>
            <td className="num">{place}</td>
            <th scope="row">
              <EntryLink {...{ slug, entry, title }} />
            </th>
            <td>
              <Entrants slug={slug} entrants={entrants} />
            </td>
            <td className="num">{((maxPoints * score.sum) / score.over).toFixed(2)}</td>
            {means.map(({ sum, over }, at) => (
              <td key={rubric[at]?.name ?? at} className="num">
                {(sum / over).toFixed(2)}
              </td>
            ))}
            <td className="num">{judges}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
