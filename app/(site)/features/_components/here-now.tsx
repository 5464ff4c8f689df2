"use client";

import { useQuery } from "@tanstack/react-query";
import { hereQuery } from "@/app/_queries/feature-news";
import { TextLink } from "@/components/ui/link";

/** Who else looks at a feature just now. */
export function HereNow({ path }: { path: string }) {
  const { data: here } = useQuery(hereQuery(path));
  if (!here || here.count === 0) return null;
  const { count, people } = here;
  const more = count - people.length;
  return (
    <span
      className="text-ink-soft text-s"
      title="Who stands in lists of people is seen here; your settings have it."
    >
      Also here:{" "}
      {people.map(({ handle, name }, i) => (
        <span key={handle}>
          {i > 0 && ", "}
          <TextLink href={`/users/${handle}`}>{name ?? handle}</TextLink>
        </span>
      ))}
      {more > 0 &&
        `${people.length > 0 ? " and " : ""}${more} ${people.length > 0 ? "more" : more === 1 ? "member" : "members"}`}
    </span>
  );
}
