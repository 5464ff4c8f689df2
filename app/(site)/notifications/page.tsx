import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { accountAddress } from "@/app/_components/account-address";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { RefusableForm } from "@/app/_components/refusable-form";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { RelativeDate } from "@/components/ui/relative-date";
import { getViewer } from "@/lib/auth/viewer";
import { digestRhythms } from "@/lib/digests/digest-words";
import { writesMails } from "@/lib/digests/mail-server";
import { getDigestSettings } from "@/lib/digests/rhythm";
import { countUnread, findNotifications } from "@/lib/notifications/find-notifications";
import { wordsOfTold } from "@/lib/notifications/notification-words";
import type { NotificationView } from "@/lib/notifications/view";
import { idCursor } from "@/lib/paging/page";
import { findWatches, watchCursor } from "@/lib/watching/find-watches";
import { toParams } from "../_components/to-params";
import { openNotification, submitReadUntil, submitRhythm, submitWatching } from "./_components/submit-read";
import "./notifications.css";

export const metadata: Metadata = { title: "Notifications", robots: { index: false } };

interface NotificationsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** What one is told of, and what one watches. */
export default async function NotificationsPage({ searchParams }: NotificationsPageProps) {
  const viewer = await getViewer();
  if (viewer.kind === "guest") redirect(accountAddress("/sign-in", "/notifications"));
  const asked = toParams(await searchParams);
  const cursor = cursorOf(asked, "notifications", idCursor);
  const [{ items, nextCursor }, latest, unread, watches, digest] = await Promise.all([
    findNotifications({ memberId: viewer.id, cursor }),
    // Of all, also where an earlier page is shown.
    findNotifications({ memberId: viewer.id, limit: 1 }),
    countUnread(viewer.id),
    findWatches({ memberId: viewer.id, cursor: cursorOf(asked, "watches", watchCursor) }),
    getDigestSettings(viewer.id),
  ]);
  const [newest] = latest.items;
  return (
    <>
      <h1 className="mb-3">Notifications</h1>
      {newest ? (
        <>
          {unread > 0 && (
            <RefusableForm submit={submitReadUntil.bind(null, newest.id)} className="mb-3">
              <Button type="submit" size="s">
                Mark all as read
              </Button>
            </RefusableForm>
          )}
          <ul className="notifications">
            {items.map((each) => (
              <Told key={each.id} told={each} />
            ))}
          </ul>
        </>
      ) : (
        <EmptyState title="Nothing yet.">
          You are told of what others say where you said something, of who mentions you, and of what becomes
          of what you watch.
        </EmptyState>
      )}
      <ListPager list="notifications" label="Pages of notifications" params={asked} nextCursor={nextCursor} />
      <section aria-labelledby="watched" className="mt-8 max-w-prose text-m">
        <h2 id="watched">What you watch</h2>
        {watches.items.length === 0 ? (
          <p>Nothing. Features, findings, bounties and people have a button for it on their pages.</p>
        ) : (
          <ul>
            {watches.items.map(({ kind, title, path, createdAt }) => (
              <li key={`${kind} ${path ?? createdAt.toISOString()}`} className="break-words">
                {path === null ? title : <TextLink href={path}>{title}</TextLink>}
                <span className="text-ink-soft text-s">
                  , a {kind}, <RelativeDate date={createdAt} />
                </span>
              </li>
            ))}
          </ul>
        )}
        <ListPager
          list="watches"
          label="Pages of what you watch"
          params={asked}
          nextCursor={watches.nextCursor}
        />
        <RefusableForm submit={submitWatching} className="mt-3 flex flex-wrap items-baseline gap-3">
          <label className="flex items-baseline gap-2">
            <input type="checkbox" name="watches" defaultChecked={watches.watchesWhatTheyDiscuss} />
            Watch what I say something about
          </label>
          <Button type="submit" size="s">
            Save
          </Button>
        </RefusableForm>
      </section>
      {writesMails() && (
        <section aria-labelledby="digest" className="mt-8 max-w-prose text-m">
          <h2 id="digest">By e-mail</h2>
          {digest.isPossible ? (
            <RefusableForm submit={submitRhythm} className="flex flex-wrap items-baseline gap-3">
              <label className="flex items-baseline gap-2">
                Write to me about what I have not read
                <select name="every" defaultValue={digest.every} className="input w-auto">
                  {digestRhythms.map((each) => (
                    <option key={each} value={each}>
                      {each}
                    </option>
                  ))}
                </select>
              </label>
              <Button type="submit" size="s">
                Save
              </Button>
            </RefusableForm>
          ) : (
            <p>
              The site knows no e-mail address that is surely yours. Sign in once by a link sent to it, and
              you can be written to about what you have not read.
            </p>
          )}
        </section>
      )}
    </>
  );
}

function Told({ told: { id, kind, actor, title, path, createdAt, readAt } }: { told: NotificationView }) {
  const words = wordsOfTold(kind, actor && (actor.name ?? actor.handle));
  return (
    <li data-unread={readAt === null || undefined}>
      {readAt === null ? (
        <RefusableForm submit={openNotification.bind(null, { id, path })}>
          <button type="submit" className="notification-open">
            <span className="text-ink-soft">{words}</span> <bdi>{title || "a finding"}</bdi>
          </button>
        </RefusableForm>
      ) : (
        <TextLink href={path}>
          <span className="text-ink-soft">{words}</span> <bdi>{title || "a finding"}</bdi>
        </TextLink>
      )}
      <span className="text-ink-soft text-s">
        <RelativeDate date={createdAt} />
        {readAt === null && ", unread"}
      </span>
    </li>
  );
}
