import type { Metadata } from "next";
import { orNotFound } from "@/app/or-not-found";
import { TextLink } from "@/components/ui/link";
import { EmptyState, Notice } from "@/components/ui/notice";
import { getViewer } from "@/lib/auth/viewer";
import { getBounty } from "@/lib/bounties/get-bounty";
import { typedMoney } from "@/lib/bounties/money";
import { getRuleChoices } from "@/lib/bounties/rule-choices";
import { CancelBounty, DeleteDraft, PostponeBounty } from "../../_components/bounty-actions";
import { BountyForm } from "../../_components/bounty-form";
import "../../_components/bounties.css";

export const metadata: Metadata = { title: "Lead a bounty", robots: { index: false } };

interface EditBountyPageProps {
  params: Promise<{ slug: string }>;
}

/** For its sponsor: what it says as long as that may be changed, its deadline, and its end. */
export default async function EditBountyPage({ params }: EditBountyPageProps) {
  const { slug } = await params;
  const bounty = await orNotFound(getBounty(slug, await getViewer()));
  const { standing, isFrozen, isOwn, isLocked, reward, closesAt, revision, stated } = bounty;
  const back = (
    <p className="mt-1 mb-4">
      <TextLink href={`/bounties/${slug}`}>Back to the bounty</TextLink>
    </p>
  );
  if (!isOwn || isLocked)
    return (
      <>
        <h1>Lead a bounty</h1>
        {back}
        <EmptyState
          title={isLocked ? "Moderators have locked this bounty." : "Its sponsor alone changes a bounty."}
        />
      </>
    );
  const mayChange = standing === "draft" || (standing === "open" && !isFrozen);
  const { rubric, ...said } = bounty;
  const sharers = reward?.sharedBy ?? said.prizeSharedBy;
  const isShared = sharers.some((count) => count > 1) || (!reward && sharers.length > 1);
  return (
    <>
      <h1>Lead a bounty</h1>
      {back}
      {mayChange ? (
        <BountyForm
          slug={slug}
          revision={revision}
          choices={await getRuleChoices()}
          saved={{
            ...{ title: said.title, brief: said.brief, prize: said.prize, licence: said.licence },
            ...{
              currency: reward?.currency ?? "",
              judges: said.judges.map(({ handle }) => handle).join(" "),
            },
            places: reward ? reward.places.map((sum) => typedMoney(sum, reward.currency)).join(" ") : "",
            sharedBy: isShared ? sharers.join(" ") : "",
            ...{
              opensAt: said.opensAt.toISOString(),
              closesAt: closesAt.toISOString(),
              rules: stated,
              rubric,
            },
            ...{
              nullResults: said.nullResults,
              replications: said.replications,
              maxEntriesADay: said.maxEntriesADay,
            },
            ...{
              maxTeam: said.maxTeam,
              appealDays: said.appealDays,
              replyDays: said.replyDays,
              judgesEach: said.judgesEach,
            },
          }}
        />
      ) : (
        <Notice title="What this bounty says stands.">
          {isFrozen ? "Something was entered for it." : "It is closed or ended."}
        </Notice>
      )}
      {standing === "draft" ? (
        <DeleteDraft slug={slug} />
      ) : (
        <>
          {standing === "open" && <PostponeBounty slug={slug} closesAt={closesAt.toISOString()} />}
          {standing !== "cancelled" && standing !== "awarded" && <CancelBounty slug={slug} />}
        </>
      )}
    </>
  );
}
