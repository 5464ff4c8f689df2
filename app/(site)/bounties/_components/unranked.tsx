import type { OutcomeView } from "@/lib/bounty-judging/view";
import { type ContestSlug, EntryLink, PersonLink } from "./contest-links";
import { Moment } from "./moment";

const whyWords: Record<OutcomeView["unranked"][number]["why"], string> = {
  ineligible: "it does not keep to the rules, as its page says rule by rule",
  "set-aside": "it was ruled so",
  unscored: "nobody scored it",
};

/** What does not rank, why, and everything that was ruled: the last ruling on an entry holds. */
export function Unranked({
  slug,
  unranked,
  rulings,
}: Pick<OutcomeView, "unranked" | "rulings"> & { slug: ContestSlug }) {
  if (unranked.length === 0 && rulings.length === 0) return null;
  const link = (entry: string, title: string | null) => <EntryLink {...{ slug, entry, title }} />;
  return (
    <section aria-labelledby="unranked" className="mt-6 max-w-prose">
      <h2 id="unranked" className="text-l">
        What does not rank, and what was ruled
      </h2>
      <ul className="text-m">
        {unranked.map(({ entry, title, why }) => (
          <li key={entry} className="rule-row">
            {link(entry, title)}: {whyWords[why]}
          </li>
        ))}
        {rulings.map(({ entry, title, at, by, isAside, reason }) => (
          <li key={`${entry} ${at.getTime()}`} className="rule-row">
            <PersonLink slug={slug} handle={by} /> had {link(entry, title)}{" "}
            {isAside ? "not rank" : "rank again"}, <Moment at={at} />:{" "}
            <bdi className="break-words">{reason}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}
