import { TextLink } from "@/components/ui/link";
import { Table } from "@/components/ui/table";
import { maxRemarkLength } from "@/lib/bounty-judging/judging-words";
import type { JudgingView } from "@/lib/bounty-judging/view";
import { ActForm } from "./act-form";
import { AgreementWords } from "./agreement-words";
import { Moment } from "./moment";

interface JudgesTalkProps {
  slug: string;
  discussion: NonNullable<JudgingView["discussion"]>;
  /** Whether one may still say something. */
  isJudged: boolean;
}

/** What all judges gave, how far they agree and what they say of it, among themselves. */
export function JudgesTalk({ slug, discussion, isJudged }: JudgesTalkProps) {
  const { scores, agreement, remarks } = discussion;
  return (
    <section aria-labelledby="talk" className="mt-6">
      <h2 id="talk" className="text-l">
        What all gave
      </h2>
      <Table caption="Points by judge, a criterion each in the rubric’s order.">
        <thead>
          <tr>
            <th scope="col">Entry</th>
            <th scope="col">Points</th>
          </tr>
        </thead>
        <tbody>
          {scores.map(({ entry, title, scores: given }) => (
            <tr key={entry}>
              <th scope="row">
                <TextLink href={`/bounties/${slug}/entries/${entry}`}>
                  <bdi>{title ?? "An entry"}</bdi>
                </TextLink>
              </th>
              <td>
                {given.map(({ judge, points }) => (
                  <span key={judge} className="block whitespace-nowrap">
                    <bdi>{judge}</bdi>: <span className="num">{points.join(", ")}</span>
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      <AgreementWords agreement={agreement} />
      <h3 className="mt-4 text-m">What judges say</h3>
      <p className="max-w-prose text-ink-soft text-m">
        Who judges and who leads the bounty read it, nobody else.
      </p>
      <ul className="max-w-prose text-m">
        {remarks.map(({ id, author, at, body }) => (
          <li key={id} className="rule-row">
            <TextLink href={`/users/${author}`}>
              <bdi>{author}</bdi>
            </TextLink>
            , <Moment at={at} />
            <p className="whitespace-pre-wrap break-words">{body}</p>
          </li>
        ))}
      </ul>
      {isJudged && (
        <div className="mt-3">
          <ActForm
            act={{ slug, path: "remarks", method: "POST" }}
            field="body"
            label="Say something to the others"
            maxLength={maxRemarkLength}
            rows={3}
            button="Say it"
          />
        </div>
      )}
    </section>
  );
}
