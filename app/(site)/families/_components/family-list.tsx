import { formatCount } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import type { ListedFamily } from "@/lib/families/view";

export function FamilyList({ families }: { families: readonly ListedFamily[] }) {
  return (
    <ul className="mt-2">
      {families.map(({ id, title, prompts, latest, isPublic, owner, updatedAt }) => (
        <li key={id} className="list-row text-m">
          <TextLink href={`/families/${id}`} className="min-w-0 break-words">
            <bdi>{title}</bdi>
          </TextLink>
          <span className="text-ink-soft text-s">
            {formatCount(prompts)} {prompts === 1 ? "prompt" : "prompts"},{" "}
            {latest > 1 && `version ${latest}, `}by{" "}
            <TextLink href={`/users/${owner.handle}`}>
              <bdi>{owner.name ?? owner.handle}</bdi>
            </TextLink>
            {!isPublic && ", seen by you alone"}, changed <RelativeDate date={updatedAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}
