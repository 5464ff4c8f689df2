import { TextLink } from "@/components/ui/link";
import type { OfferView } from "@/lib/bounty-judging/view";
import { ActButton } from "./act-button";
import { Moment } from "./moment";

const standingWords: Record<OfferView["standing"], string> = {
  waiting: "has not answered yet",
  accepted: "takes it",
  declined: "leaves it to the next in line",
  lapsed: "said nothing in time, and it went to the next in line",
};

/** Who is offered which place, and what they answered; one's own is answered here. */
export function Offers({ slug, offers }: { slug: string; offers: readonly OfferView[] }) {
  if (offers.length === 0) return null;
  return (
    <section aria-labelledby="offers" className="mt-6 max-w-prose">
      <h2 id="offers" className="text-l">
        Who is asked
      </h2>
      <ul className="text-m">
        {offers.map(({ entry, title, place, until, standing, isOwn }) => (
          <li key={entry} className="rule-row">
            {place !== null && <span className="num">{place}. </span>}
            <TextLink href={`/bounties/${slug}/entries/${entry}`}>
              <bdi>{title ?? "An entry"}</bdi>
            </TextLink>
            : {standingWords[standing]}
            {standing === "waiting" && (
              <>
                ; asked until <Moment at={until} />
              </>
            )}
            {isOwn && standing === "waiting" && (
              <div className="mt-2 flex flex-wrap gap-3">
                <ActButton
                  act={{ slug, path: `entries/${entry}/reply`, method: "POST", body: { accepts: true } }}
                  words="Take it"
                  look="primary"
                />
                <ActButton
                  act={{ slug, path: `entries/${entry}/reply`, method: "POST", body: { accepts: false } }}
                  words="Leave it to the next in line"
                  sure="Leave it, for good?"
                  look="plain"
                />
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
