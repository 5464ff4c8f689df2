import type { OutcomeView } from "@/lib/bounty-judging/view";
import { type ContestSlug, EntryLink, PersonLink } from "./contest-links";
import { Moment } from "./moment";

type UnrankedEntry = OutcomeView["unranked"][number];

const whyWords: Record<UnrankedEntry["why"], string> = {
  ineligible: "it does not keep to the rules, as its page says rule by rule",
  "set-aside": "it was ruled so",
  unscored: "nobody scored it",
};

function whyOf({ why, rules }: UnrankedEntry): string {
  // A bounty may have a kind several times.
  const kindsOf = (...of: string[]) => [
    ...new Set(rules.filter(({ outcome }) => of.includes(outcome)).map(({ kind }) => kind)),
  ];
  const [failed, open] = [kindsOf("failed"), kindsOf("unknown", "waiting")];
  const parts = [
    ...(failed.length > 0 ? [`it does not keep to ${failed.join(", ")}`] : []),
    ...(open.length > 0 ? [`what ${open.join(", ")} asks for is not known`] : []),
  ];
  return why === "ineligible" && parts.length > 0
    ? `${parts.join("; ")}, as its page says rule by rule`
    : whyWords[why];
}

/** How many entries did not keep to each rule, the most first. */
function flaggedBy(unranked: readonly UnrankedEntry[]): string {
  const counts = new Map<string, number>();
  for (const { rules } of unranked)
    for (const kind of new Set(rules.flatMap(({ kind, outcome }) => (outcome === "failed" ? kind : []))))
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([kind, count]) => `${kind} ${count}`)
    .join(", ");
}

/** What does not rank, why, and everything that was ruled: the last ruling on an entry holds. */
export function Unranked({
  slug,
  unranked,
  rulings,
}: Pick<OutcomeView, "unranked" | "rulings"> & { slug: ContestSlug }) {
  if (unranked.length === 0 && rulings.length === 0) return null;
  const flagged = flaggedBy(unranked);
  const link = (entry: string, title: string | null) => <EntryLink {...{ slug, entry, title }} />;
  return (
    <section aria-labelledby="unranked" className="mt-6 max-w-prose">
      <h2 id="unranked" className="text-l">
        What does not rank, and what was ruled
      </h2>
      {flagged !== "" && (
        <p className="text-ink-soft text-m">
          Entries that did not keep to a rule, by rule: <span className="num">{flagged}</span>.
        </p>
      )}
      <ul className="text-m">
        {unranked.map((each) => (
          <li key={each.entry} className="rule-row">
            {link(each.entry, each.title)}: {whyOf(each)}
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
