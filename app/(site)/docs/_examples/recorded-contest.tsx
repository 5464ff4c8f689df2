import { TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { outcomeSchema } from "@/lib/bounty-judging/view";
import { Appeals } from "../../bounties/_components/appeals";
import { RankingTable } from "../../bounties/_components/ranking-table";
import { Unranked } from "../../bounties/_components/unranked";
import { Winners } from "../../bounties/_components/winners";
import recorded from "./recorded-contest.json";
import "../../bounties/_components/bounties.css";

/**
 * How a test contest ended, as a site's outcome page answered it then (`npm run contest -- --record`), shown with that page's own parts. None of
 * its people, entries and prizes are of this site, so nothing of it leads anywhere.
 */
export function RecordedContest() {
  const outcome = outcomeSchema.parse(recorded.outcome);
  const { rubric, ranked, unranked, rulings, appeals, tieRule } = outcome;
  return (
    <div className="guide-recorded">
      <Notice title="A recorded test contest.">
        Programs entered it and programs judged it, at a site that was made for it and is gone. Nobody below
        is a person, and no prize was ever promised. What is yours to see of real ones stands under{" "}
        <TextLink href="/bounties">Bounties</TextLink>.
      </Notice>
      <Winners slug={null} outcome={outcome} />
      <section aria-labelledby="ranking" className="mt-6">
        <h2 id="ranking" className="text-l">
          Ranking
        </h2>
        <RankingTable slug={null} ranked={ranked} rubric={rubric} />
        <p className="mt-2 max-w-prose text-ink-soft text-m">{tieRule}</p>
      </section>
      <Unranked slug={null} unranked={unranked} rulings={rulings} />
      <Appeals slug={null} appeals={appeals} mayAnswer={false} />
    </div>
  );
}
