import { TextLink } from "@/components/ui/link";
import type { Standing } from "@/lib/bounties/bounty-words";
import type { JudgingView } from "@/lib/bounty-judging/view";
import { ActButton } from "./act-button";
import { ActForm } from "./act-form";

interface JudgeListProps {
  slug: string;
  judges: JudgingView["judges"];
  leads: boolean;
  standing: Standing;
}

/** Who judges a bounty and how far they are; who leads it names and excuses them here. */
export function JudgeList({ slug, judges, leads, standing }: JudgeListProps) {
  const mayName = leads && (standing === "open" || standing === "judging");
  const left = judges.filter(({ isExcused }) => !isExcused);
  return (
    <section aria-labelledby="judges" className="mt-6 max-w-prose">
      <h2 id="judges" className="text-l">
        Who judges
      </h2>
      {judges.length === 0 && <p className="text-m">Nobody yet.</p>}
      <ul className="text-m">
        {judges.map(({ handle, isExcused, given, scored }) => (
          <li key={handle} className="rule-row flex flex-wrap items-start gap-3">
            <span className="min-w-0">
              <TextLink href={`/users/${handle}`}>
                <bdi>{handle}</bdi>
              </TextLink>
              {isExcused ? ", excused" : ""}
              {standing !== "open" && (
                <>
                  : scored{" "}
                  <span className="num">
                    {scored} of {given}
                  </span>
                </>
              )}
            </span>
            {mayName && !isExcused && left.length > 1 && (
              <ActButton
                act={{ slug, path: `judges/${encodeURIComponent(handle)}`, method: "DELETE" }}
                words={`Excuse ${handle}`}
                sure={`Excuse ${handle} for good?`}
                look="plain"
              />
            )}
          </li>
        ))}
      </ul>
      {mayName && (
        <div className="mt-3">
          <ActForm
            act={{ slug, path: "judges", method: "POST" }}
            field="handle"
            label="Name another judge"
            hint="Their handle. Everybody reads it in the bounty’s log."
            minLength={2}
            maxLength={40}
            button="Name them"
          />
        </div>
      )}
    </section>
  );
}
