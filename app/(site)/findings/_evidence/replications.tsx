import { TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import type { FindingTier, LinkedReplications } from "@/lib/tiers/view";

/** Who says that a finding was found again, and who that it was not: alike, the second first. */
export function Replications({ foundAgain, notFoundAgain }: FindingTier["replications"]) {
  return (
    <>
      <Linked replications={notFoundAgain} title="Not found again" />
      <Linked replications={foundAgain} title="Found again" />
    </>
  );
}

function Linked({
  replications: { all, first },
  title,
}: {
  replications: LinkedReplications;
  title: string;
}) {
  if (all === 0) return null;
  const more = all - first.length;
  return (
    <Notice title={`${title}, ${all === 1 ? "a replication says" : `${all} replications say`}.`}>
      {first.map(({ id, title: own, author }, n) => (
        <span key={id}>
          {n > 0 && "; "}
          <TextLink href={`/findings/${id}`}>
            <bdi>{own || "Untitled"}</bdi>
          </TextLink>{" "}
          by{" "}
          <TextLink href={`/users/${author.handle}`}>
            <bdi>{author.name ?? author.handle}</bdi>
          </TextLink>
        </span>
      ))}
      {more > 0 && `; and ${more} more`}. These are their authors&#8217; words, and move no tier.
    </Notice>
  );
}
