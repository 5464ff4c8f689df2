import { maxAnswerLength } from "@/lib/bounty-judging/judging-words";
import type { AppealView } from "@/lib/bounty-judging/view";
import { ActForm } from "./act-form";
import { type ContestSlug, EntryLink, PersonLink } from "./contest-links";
import { Moment } from "./moment";

interface AppealsProps {
  slug: ContestSlug;
  appeals: readonly AppealView[];
  /** Whether the reader may answer. */
  mayAnswer: boolean;
}

/** What was said against a ranking, and what came of it. */
export function Appeals({ slug, appeals, mayAnswer }: AppealsProps) {
  if (appeals.length === 0) return null;
  return (
    <section aria-labelledby="appeals" className="mt-6 max-w-prose">
      <h2 id="appeals" className="text-l">
        Appeals
      </h2>
      <ul className="text-m">
        {appeals.map(({ entry, title, author, at, body, answer }) => (
          <li key={entry} className="rule-row">
            <PersonLink slug={slug} handle={author} /> of{" "}
            <EntryLink {...{ slug, entry, title }} untitled="an entry" />, <Moment at={at} />
            <p className="whitespace-pre-wrap break-words">{body}</p>
            {answer ? (
              <div className="mt-2 border-line border-l-2 pl-3">
                <PersonLink slug={slug} handle={answer.by} /> answers, <Moment at={answer.at} />
                <p className="whitespace-pre-wrap break-words">{answer.body}</p>
              </div>
            ) : (
              <p className="text-ink-soft">Not answered yet.</p>
            )}
            {mayAnswer && slug !== null && !answer && (
              <ActForm
                act={{ slug, path: `entries/${entry}/appeal`, method: "PUT" }}
                field="answer"
                label="Your answer"
                hint="Everybody reads it, and it stands. What comes of it is a ruling on the entry’s page and another ranking, or nothing."
                maxLength={maxAnswerLength}
                rows={3}
                button="Answer"
                sure="Answer, for good?"
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
