import { tieRule } from "@/lib/bounty-judging/judging-words";
import { ActButton } from "./act-button";

/** Ranks what was entered, or anew for what was ruled since. */
export function RankBounty({ slug, number }: { slug: string; number: number }) {
  return (
    <section aria-labelledby="rank" className="mt-6 max-w-prose">
      <h2 id="rank" className="text-l">
        {number === 0 ? "Rank what was entered" : "Rank it again"}
      </h2>
      <p className="mb-2 text-m">
        By the mean over judges of their points, weighted as the rubric says. {tieRule} From then on scores
        stand, everybody sees them and who entered, and the days for appeals begin
        {number === 0 ? "." : " anew."}
      </p>
      <ActButton
        act={{ slug, path: "ranking", method: "POST", body: { number } }}
        words={number === 0 ? "Rank it" : "Rank it again"}
        sure="Rank it, for everybody to see?"
        look="primary"
      />
    </section>
  );
}
