import { TextLink } from "@/components/ui/link";
import { formatMoney } from "@/lib/bounties/money";
import type { OutcomeView } from "@/lib/bounty-judging/view";
import { type ContestSlug, Entrants, EntryLink } from "./contest-links";

interface WinnersProps {
  slug: ContestSlug;
  outcome: Pick<OutcomeView, "standing" | "winners" | "currency" | "results" | "ranked">;
}

/** Who won what, once it is awarded. */
export function Winners({ slug, outcome }: WinnersProps) {
  const { standing, winners, currency, results } = outcome;
  if (!results.some(({ kind }) => kind === "award")) return null;
  const passed = passedOver(outcome);
  return (
    <section aria-labelledby="winners" className="mt-4 max-w-prose">
      <h2 id="winners" className="text-l">
        {winners.length === 1 ? "Winner" : "Winners"}
      </h2>
      {winners.length === 0 && <p className="text-m">Nobody won.</p>}
      <ol className="text-m">
        {winners.map(({ entry, title, place, entrants, amount }) => (
          <li key={entry} className="rule-row">
            <span className="num">{place}. </span>
            <EntryLink {...{ slug, entry, title }} /> by <Entrants slug={slug} entrants={entrants} />
            {amount !== null && currency && <span className="num">: {formatMoney(amount, currency)}</span>}
            {winners.filter((each) => each.place === place).length > 1 && ", its part of what is shared"}
          </li>
        ))}
      </ol>
      {passed > 0 && (
        <p className="mt-2 text-m">
          <span className="num">{passed}</span> of the ranking&#8217;s first left their place to the next in
          line, or said nothing in time.
        </p>
      )}
      {slug !== null && standing === "awarded" && currency && (
        <p className="mt-2 text-m">
          <TextLink href={`/bounties/${slug}/ledger`}>The ledger</TextLink>: what was promised, awarded and
          paid.
        </p>
      )}
    </section>
  );
}

/** How many rank before a winner and won nothing; 0 where the ranking's beginning is not at hand. */
function passedOver({ winners, ranked }: Pick<OutcomeView, "winners" | "ranked">): number {
  const won = new Set(winners.map(({ entry }) => entry));
  const last = ranked.findLastIndex(({ entry }) => won.has(entry));
  if (ranked[0]?.place !== 1) return 0;
  return ranked.slice(0, last + 1).filter(({ entry }) => !won.has(entry)).length;
}
