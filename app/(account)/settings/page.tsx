import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ActList } from "@/app/_components/act-list";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { getTheme } from "@/app/_components/theme";
import { apiKeysQuery } from "@/app/_queries/api-keys";
import { sessionsQuery } from "@/app/_queries/people";
import { known, Prefetched } from "@/app/_queries/prefetched";
import { toParams } from "@/app/(site)/_components/to-params";
import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import { findApiKeys } from "@/lib/api-keys/find-api-keys";
import { actCursor, findActsConcerning } from "@/lib/audit-log/find-acts";
import { getSessionUser } from "@/lib/auth/viewer";
import { findFeedSecret } from "@/lib/feeds/feed-secret";
import { idCursor } from "@/lib/paging/page";
import { findSessions, sessionCursor } from "@/lib/people/find-sessions";
import { getAccount } from "@/lib/people/get-account";
import { findOwnReports } from "@/lib/reports/find-reports";
import { ApiKeyForm } from "./_components/api-key-form";
import { ApiKeyList } from "./_components/api-key-list";
import { DeleteAccountForm } from "./_components/delete-account-form";
import { FeedAddress } from "./_components/feed-address";
import { InvitationForm } from "./_components/invitation-form";
import { ListingForm } from "./_components/listing-form";
import { OwnReports } from "./_components/own-reports";
import { PasswordForm } from "./_components/password-form";
import { ProfileForm } from "./_components/profile-form";
import { SessionList } from "./_components/session-list";
import { SettingsSection } from "./_components/settings-section";
import { ThemeChoice } from "./_components/theme-choice";

export const metadata: Metadata = { title: "Settings" };

interface SettingsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SettingsPage({ searchParams }: SettingsPageProps) {
  const user = await getSessionUser();
  if (!user) redirect("/sign-in?callbackUrl=/settings");
  const params = toParams(await searchParams);
  const cursor = cursorOf(params, "sessions", sessionCursor);
  const shownFrom = cursor ? params.get("sessions") : null;
  const reportsFrom = cursorOf(params, "reports", idCursor);
  const actsFrom = cursorOf(params, "acts", actCursor);
  const keysFrom = cursorOf(params, "keys", idCursor) ?? null;
  const [account, sessions, keys, theme, feedMadeAt, acts, reports] = await Promise.all([
    getAccount(user.id),
    findSessions({ userId: user.id, sessionId: user.sessionId, ...(cursor && { cursor }) }),
    findApiKeys({ userId: user.id, ...(keysFrom && { cursor: keysFrom }) }),
    getTheme(),
    findFeedSecret(user.id),
    findActsConcerning({ personId: user.id, cursor: actsFrom }),
    findOwnReports({ reporterId: user.id, cursor: reportsFrom }),
  ]);
  const providers = account.accounts.map(({ provider }) => provider);
  return (
    <>
      <h1>Settings</h1>
      <p className="mt-1 text-ink-soft text-m">
        <span className="mono">{account.handle}</span>, {account.role}, joined{" "}
        <RelativeDate date={account.createdAt} />
        {providers.length > 0 && <>; signs in with {providers.join(" and ")}</>}
      </p>
      <div className="mt-6 max-w-3xl">
        <SettingsSection title="Profile" about="What others read of you.">
          <ProfileForm name={account.name ?? ""} />
          <ListingForm isListed={account.unlistedAt === null} />
        </SettingsSection>
        <SettingsSection title="Colours" about="Kept in this browser.">
          <ThemeChoice theme={theme} />
        </SettingsSection>
        <SettingsSection
          title="Password"
          about={
            account.hasPassword
              ? "A new one ends every other session."
              : "You have none yet: one lets you sign in here directly."
          }
        >
          <PasswordForm handle={account.handle} hasPassword={account.hasPassword} />
        </SettingsSection>
        <SettingsSection title="Sessions" about="The browsers you are signed in with.">
          <Prefetched answers={[known(sessionsQuery(shownFrom), sessions.items)]}>
            <SessionList cursor={shownFrom} />
          </Prefetched>
          <ListPager
            list="sessions"
            label="Pages of your sessions"
            params={params}
            nextCursor={sessions.nextCursor}
          />
        </SettingsSection>
        <SettingsSection
          title="API keys"
          about="Programs ask in your name with one, at your limits. A new password leaves them as they are: revoke what is not yours."
        >
          <Prefetched answers={[known(apiKeysQuery(keysFrom), keys.items)]}>
            <ApiKeyList cursor={keysFrom} now={new Date()} />
            <ListPager list="keys" label="Pages of your keys" params={params} nextCursor={keys.nextCursor} />
            <ApiKeyForm />
          </Prefetched>
        </SettingsSection>
        <SettingsSection
          title="Webhooks"
          about="A server of yours is told what becomes of bounties, by signed messages."
        >
          <TextLink href="/settings/webhooks">Your webhooks</TextLink>
        </SettingsSection>
        <SettingsSection
          title="Ledger"
          about="What bounties awarded and paid to you, and what yours promise."
        >
          <TextLink href="/settings/ledger">Your ledger</TextLink>
        </SettingsSection>
        <SettingsSection
          title="Your feed"
          about="What others publish and label that concerns your features and findings, and what became of your labels, as an Atom feed."
        >
          <FeedAddress madeAt={feedMadeAt} />
        </SettingsSection>
        <SettingsSection
          title="Moderation"
          about="What moderators did that concerns you and what you made, and why."
        >
          {acts.items.length === 0 && !actsFrom ? (
            <p className="text-ink-soft text-m">Nothing.</p>
          ) : (
            <ActList acts={acts.items} />
          )}
          <ListPager list="acts" label="Pages of acts" params={params} nextCursor={acts.nextCursor} />
        </SettingsSection>
        <SettingsSection title="Your reports" about="What you told moderators of, and what came of it.">
          <OwnReports reports={reports.items} />
          <ListPager
            list="reports"
            label="Pages of your reports"
            params={params}
            nextCursor={reports.nextCursor}
          />
        </SettingsSection>
        <SettingsSection
          title="Role"
          about={
            account.administrationUnclaimed
              ? "Nobody administers this site yet. The start of the site prints a code that makes you its administrator."
              : "A one-time code raises your role."
          }
        >
          <InvitationForm />
        </SettingsSection>
        <SettingsSection
          title="Everything of yours"
          about="All that this site has of you, in one JSON file: what you made, asked for and said, and where you are signed in. Imported circuits are listed; their pages have the files."
        >
          {/* A file and no page: the router stays out of it. */}
          <a href="/api/v1/me/export" download className="button" data-look="quiet">
            Download it
          </a>
        </SettingsSection>
        <SettingsSection title="Delete your account" about="At once, and for good.">
          <DeleteAccountForm hasPassword={account.hasPassword} />
        </SettingsSection>
      </div>
    </>
  );
}
