import { Award } from "lucide-react";
import { TextLink } from "@/components/ui/link";
import type { Win } from "@/lib/bounty-judging/find-wins";

/** What a finding won, or what somebody did: there the finding is named too. Nothing where there is none. */
export function Wins({ wins, ofPerson = false }: { wins: readonly Win[]; ofPerson?: boolean }) {
  if (wins.length === 0) return null;
  return (
    <ul aria-label="Won" className="grid gap-1 text-m">
      {wins.map(({ slug, title, place, entry, finding, isCorrected }) => (
        <li key={entry} className="flex items-baseline gap-2">
          <Award aria-hidden size={14} className="shrink-0 translate-y-0.5 text-ink-soft" />
          <span className="min-w-0 break-words">
            {ordinal(place)} place in{" "}
            <TextLink href={`/bounties/${slug}/outcome`}>
              <bdi>{title}</bdi>
            </TextLink>
            {ofPerson && (
              <>
                , with{" "}
                <TextLink href={finding ? `/findings/${finding.id}` : `/bounties/${slug}/entries/${entry}`}>
                  <bdi>{finding?.title || "what was entered"}</bdi>
                </TextLink>
              </>
            )}
            {isCorrected && <span className="text-ink-soft">; the award was corrected since</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

const endings: Record<string, string> = { one: "st", two: "nd", few: "rd", other: "th" };
const rules = new Intl.PluralRules("en", { type: "ordinal" });

function ordinal(place: number): string {
  return `${place}${endings[rules.select(place)] ?? "th"}`;
}
