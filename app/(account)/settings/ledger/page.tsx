import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { toParams } from "@/app/(site)/_components/to-params";
import { LedgerLines, LedgerSums } from "@/app/(site)/bounties/_components/ledger-tables";
import { TextLink } from "@/components/ui/link";
import { getSessionUser, getViewer } from "@/lib/auth/viewer";
import { lineCursor } from "@/lib/ledger/ledger-schemas";
import { getOwnStatement, type StatementRole } from "@/lib/statements/get-own-statement";
import { SettingsSection } from "../_components/settings-section";
import "@/app/(site)/bounties/_components/bounties.css";

export const metadata: Metadata = { title: "Your ledger" };

interface LedgerPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** What bounties awarded and paid to one, and what became of what one's own promise. */
export default async function OwnLedgerPage({ searchParams }: LedgerPageProps) {
  if (!(await getSessionUser())) redirect("/sign-in?callbackUrl=/settings/ledger");
  const params = toParams(await searchParams);
  return (
    <>
      <p className="text-s">
        <TextLink href="/settings">Settings</TextLink>
      </p>
      <h1>Your ledger</h1>
      <p className="mt-2 max-w-prose text-m">
        Lines are added and never changed. This site holds no money and pays none: what is paid is the sponsor
        {"\u2019"}s word, with a reference that only they and whom they paid read.
      </p>
      <div className="mt-6 max-w-3xl">
        <SettingsSection title="What you won" about="Awarded to you, and paid by the sponsor's word.">
          <Lines of="winner" list="won" params={params} empty="No bounty has awarded you anything." />
        </SettingsSection>
        <SettingsSection title="What you promised" about="Of the bounties that you sponsor.">
          <Lines of="sponsor" list="promised" params={params} empty="No bounty of yours promises money." />
        </SettingsSection>
      </div>
    </>
  );
}

interface LinesProps {
  of: StatementRole;
  list: "won" | "promised";
  params: URLSearchParams;
  empty: string;
}

async function Lines({ of: role, list, params, empty }: LinesProps) {
  const viewer = await getViewer();
  if (viewer.kind === "guest") return null;
  const cursor = cursorOf(params, list, lineCursor);
  const { sums, items, nextCursor } = await getOwnStatement({ viewer, role, cursor });
  if (sums.length === 0) return <p className="text-ink-soft text-m">{empty}</p>;
  const table = (format: string) => `/api/v1/me/ledger/table?role=${role}&format=${format}`;
  return (
    <>
      <LedgerSums sums={sums} />
      <LedgerLines
        items={items}
        caption="Line by line, the latest first."
        withoutPerson={role === "winner"}
      />
      <ListPager list={list} label={`Pages of what you ${list}`} params={params} nextCursor={nextCursor} />
      <p className="mt-2 text-s">
        All of it as{" "}
        <a className="text-link" href={table("csv")} download={`ledger-${role}.csv`}>
          CSV
        </a>{" "}
        or{" "}
        <a className="text-link" href={table("jsonl")} download={`ledger-${role}.jsonl`}>
          JSON lines
        </a>
      </p>
    </>
  );
}
