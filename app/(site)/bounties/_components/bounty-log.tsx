import { TextLink } from "@/components/ui/link";
import type { BountyEventKind } from "@/lib/bounties/bounty-words";
import type { BountyEventView } from "@/lib/bounties/view";
import { Moment } from "./moment";

const words: Record<BountyEventKind, string> = {
  opened: "opened it",
  changed: "changed what it says",
  postponed: "put its deadline later",
  cancelled: "cancelled it",
  "judge-named": "named a judge",
  "judge-excused": "excused a judge",
  "set-aside": "had an entry not rank",
  restored: "had an entry rank again",
  ranked: "ranked what was entered",
  answered: "answered an appeal",
  awarded: "awarded it",
  corrected: "corrected the award",
};

/** What became of a bounty, the oldest first. */
export function BountyLog({ events }: { events: readonly BountyEventView[] }) {
  return (
    <section aria-labelledby="log" className="mt-6 max-w-prose">
      <h2 id="log" className="text-l">
        What became of it
      </h2>
      <ol className="text-m">
        {events.map(({ at, kind, actor, data }) => (
          <li key={`${at.getTime()} ${kind}`} className="rule-row">
            {actor ? (
              <TextLink href={`/users/${actor}`}>
                <bdi>{actor}</bdi>
              </TextLink>
            ) : (
              "The site"
            )}{" "}
            {words[kind]}
            {data.judge && (
              <>
                ,{" "}
                <TextLink href={`/users/${data.judge}`}>
                  <bdi>{data.judge}</bdi>
                </TextLink>
              </>
            )}
            {kind === "postponed" && data.to && (
              <>
                , to <Moment at={new Date(data.to)} />
              </>
            )}
            : <Moment at={at} />
          </li>
        ))}
      </ol>
    </section>
  );
}
