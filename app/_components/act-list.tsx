import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import type { ActView } from "@/lib/audit-log/act";
import { actWords } from "@/lib/audit-log/act-words";

/** What moderators did, each with when, what and why; who, where that is told. */
export function ActList({ acts }: { acts: ActView[] }) {
  return (
    <ul className="text-m">
      {acts.map(({ id, at, kind, title, path, actor, person, reason, until, subject }) => (
        <li key={id} className="border-line border-b py-3">
          <p className="break-words">
            {actor && (
              <>
                <TextLink href={`/users/${actor.handle}`}>{actor.handle}</TextLink>{" "}
              </>
            )}
            {actWords[kind]} {path === null ? <bdi>{title}</bdi> : <TextLink href={path}>{title}</TextLink>}
            {until && (
              <>
                , which ends <RelativeDate date={until} />
              </>
            )}
            {actor && person && subject.kind !== "person" && <> of {person.handle}</>},{" "}
            <span className="text-ink-soft">
              <RelativeDate date={at} />
            </span>
          </p>
          <p className="max-w-prose break-words text-ink-soft">
            <bdi>{reason}</bdi>
          </p>
        </li>
      ))}
    </ul>
  );
}
