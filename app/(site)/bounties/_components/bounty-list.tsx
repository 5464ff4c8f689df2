import { TextLink } from "@/components/ui/link";
import type { ListedBounty } from "@/lib/bounties/view";
import { Reward } from "./reward";
import { StandingWords } from "./standing";

export function BountyList({ bounties }: { bounties: readonly ListedBounty[] }) {
  return (
    <ul className="mt-2">
      {bounties.map(({ slug, title, reward, prize, prizeSharedBy, sponsor, ...moments }) => (
        <li key={slug} className="bounty-row">
          <TextLink href={`/bounties/${slug}`}>
            <bdi>{title}</bdi>
          </TextLink>
          <span>
            <StandingWords {...moments} />
          </span>
          <span className="text-ink-soft text-s">
            <Reward {...{ reward, prize, prizeSharedBy }} />; from{" "}
            <TextLink href={`/users/${sponsor.handle}`}>
              <bdi>{sponsor.name ?? sponsor.handle}</bdi>
            </TextLink>
          </span>
        </li>
      ))}
    </ul>
  );
}
