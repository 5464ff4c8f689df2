import type { Metadata } from "next";
import { accountAddress } from "@/app/_components/account-address";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { orNotFound } from "@/app/or-not-found";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { getViewer } from "@/lib/auth/viewer";
import { getBounty } from "@/lib/bounties/get-bounty";
import { findFindingsOfAuthor } from "@/lib/findings/find-findings";
import { idCursor } from "@/lib/paging/page";
import { toParams } from "../../../_components/to-params";
import { EnterForm } from "../../_components/enter-form";
import { StandingWords } from "../../_components/standing";
import "../../_components/bounties.css";

export const metadata: Metadata = { title: "Enter a finding", robots: { index: false } };

interface EnterPageProps {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Enters one of one's findings for a bounty; `?finding=` is chosen. */
export default async function EnterPage({ params, searchParams }: EnterPageProps) {
  const [{ slug }, viewer, asked] = await Promise.all([params, getViewer(), searchParams.then(toParams)]);
  const bounty = await orNotFound(getBounty(slug, viewer));
  const { standing, opensAt, closesAt, maxTeam, title } = bounty;
  const isOpen = standing === "open" && opensAt <= new Date();
  const cursor = cursorOf(asked, "findings", idCursor);
  const found =
    viewer.kind === "member" && isOpen
      ? await findFindingsOfAuthor({ authorId: viewer.id, ...(cursor && { cursor }), limit: 50 })
      : null;
  return (
    <>
      <h1>Enter a finding</h1>
      <p className="mt-1 mb-4 max-w-prose break-words text-ink-soft">
        For{" "}
        <TextLink href={`/bounties/${slug}`}>
          <bdi>{title}</bdi>
        </TextLink>
        : <StandingWords {...{ standing, opensAt, closesAt }} />. What you enter is frozen as it is now and
        sealed until then; its rules are checked at once, and you may mend or withdraw it until the deadline.
      </p>
      {viewer.kind === "guest" ? (
        <EmptyState title="Who enters needs an account.">
          <p className="mt-3">
            <ButtonLink href={accountAddress("/sign-in", `/bounties/${slug}/enter`)} look="primary">
              Sign in
            </ButtonLink>
          </p>
        </EmptyState>
      ) : !found ? (
        <EmptyState title="Nothing can be entered for this bounty at present." />
      ) : found.items.length === 0 && !cursor ? (
        <EmptyState title="You have no finding yet.">
          Trace a circuit from a <TextLink href="/">prompt</TextLink>, and write down what it shows: a draft
          will do.
        </EmptyState>
      ) : (
        <>
          <EnterForm
            slug={slug}
            findings={found.items.map((each) => ({
              id: each.id,
              title: each.title,
              isDraft: !each.publishedAt,
            }))}
            chosen={asked.get("finding") ?? undefined}
            maxTeam={maxTeam}
          />
          <ListPager
            list="findings"
            label="Pages of your findings"
            params={asked}
            nextCursor={found.nextCursor}
          />
        </>
      )}
    </>
  );
}
