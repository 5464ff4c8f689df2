import type { Metadata } from "next";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { RelativeDate } from "@/components/ui/relative-date";
import { getViewer } from "@/lib/auth/viewer";
import { roleIncludes } from "@/lib/auth/viewer-type";
import { toStorable } from "@/lib/db/storable-text";
import { findFlags } from "@/lib/label-queue/find-flags";
import { findSittings } from "@/lib/label-queue/find-sittings";
import type { SittingView } from "@/lib/label-queue/view";
import { idCursor } from "@/lib/paging/page";
import { toParams } from "../../_components/to-params";
import { Flags } from "./_components/flags";
import { RevertSitting } from "./_components/revert-sitting";

export const metadata: Metadata = { title: "Sessions of labelling", robots: { index: false } };

interface SittingsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** What one did in the queue, a session at a time, each with a way to undo it in one step. Moderators see others' by `?of=`. */
export default async function SittingsPage({ searchParams }: SittingsPageProps) {
  const [viewer, params] = await Promise.all([getViewer(), searchParams.then(toParams)]);
  if (viewer.kind !== "member")
    return (
      <EmptyState title="What you did while labelling is told to you alone.">
        <TextLink href="/sign-in?callbackUrl=%2Flabel%2Fsittings">Sign in</TextLink>
      </EmptyState>
    );
  const handle = toStorable(params.get("of") ?? "").slice(0, 40) || undefined;
  const cursor = cursorOf(params, "sittings", idCursor);
  const isModerator = roleIncludes(viewer.role, "moderator");
  const flagsFrom = cursorOf(params, "flags", idCursor);
  const [{ items, nextCursor }, flags] = await Promise.all([
    findSittings({ readerId: viewer.id, handle, cursor }),
    isModerator && !handle ? findFlags({ readerId: viewer.id, cursor: flagsFrom }) : null,
  ]);
  return (
    <article>
      <h1 className="text-xl">{handle ? `Sessions of ${handle}` : "What you did while labelling"}</h1>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">
        All that was done in one go on <TextLink href="/label">the queue</TextLink> is one session. Reverting
        it takes its proposals, votes, judgements and marks back, in one step; what others have built on
        stays, and so do blind answers, which are given once.
      </p>
      {items.length === 0 ? (
        <EmptyState title="There is no session yet.">
          <p className="mt-1">
            One begins when you <TextLink href="/label">label a feature</TextLink>.
          </p>
        </EmptyState>
      ) : (
        <ul>
          {items.map((sitting) => (
            <li key={sitting.id} className="border-line border-t py-3 text-m">
              <p>
                <RelativeDate date={sitting.startedAt} />
                {sitting.isOpen && !sitting.revertedAt && ", still open"}: {whatWasDone(sitting)}.
              </p>
              {sitting.revertedAt ? (
                <p className="text-ink-soft">
                  Reverted <RelativeDate date={sitting.revertedAt} />.
                </p>
              ) : (
                <RevertSitting id={sitting.id} />
              )}
            </li>
          ))}
        </ul>
      )}
      <ListPager list="sittings" label="Sessions" params={params} nextCursor={nextCursor} />
      {flags && (
        <>
          <Flags flags={flags.items} />
          <ListPager list="flags" label="Flags" params={params} nextCursor={flags.nextCursor} />
        </>
      )}
    </article>
  );
}

function whatWasDone({ features, proposals, votes, answers, judgements, skips, flags }: SittingView): string {
  const told = [
    [features, "feature", "features"],
    [proposals, "proposal", "proposals"],
    [votes, "vote", "votes"],
    [answers, "blind answer", "blind answers"],
    [judgements, "judgement", "judgements"],
    [skips, "skipped", "skipped"],
    [flags, "flagged", "flagged"],
  ] as const;
  return told
    .filter(([count], n) => n === 0 || count > 0)
    .map(([count, one, several]) => `${count} ${count === 1 ? one : several}`)
    .join(", ");
}
