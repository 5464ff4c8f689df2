import type { Metadata } from "next";
import { cache } from "react";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { orNotFound } from "@/app/or-not-found";
import { TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { getViewer } from "@/lib/auth/viewer";
import { lineCursor } from "@/lib/ledger/ledger-schemas";
import { maxReferenceLength, noCurrency } from "@/lib/ledger/ledger-words";
import { type BountyStatement, getBountyStatement } from "@/lib/statements/get-bounty-statement";
import { toParams } from "../../../_components/to-params";
import { ActForm } from "../../_components/act-form";
import { LedgerLines, LedgerSums, lineMoney } from "../../_components/ledger-tables";
import "../../_components/bounties.css";

interface LedgerPageProps {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const load = cache(async (slug: string, cursor: bigint | undefined) =>
  orNotFound(getBountyStatement({ slug, viewer: await getViewer(), cursor })),
);

export async function generateMetadata({ params, searchParams }: LedgerPageProps): Promise<Metadata> {
  const asked = toParams(await searchParams);
  const { title } = await load((await params).slug, cursorOf(asked, "lines", lineCursor));
  return {
    title: `${title} · ledger`,
    description: "What was promised, reserved, awarded, paid and cancelled, line by line.",
  };
}

/** What became of what a bounty promises, line by line; its sponsor says here what is paid. */
export default async function LedgerPage({ params, searchParams }: LedgerPageProps) {
  const [{ slug }, asked] = await Promise.all([params, searchParams.then(toParams)]);
  const { title, sums, items, nextCursor, isOwn } = await load(slug, cursorOf(asked, "lines", lineCursor));
  return (
    <>
      <h1>Ledger</h1>
      <p className="mt-1 mb-4 max-w-prose break-words text-ink-soft">
        <TextLink href={`/bounties/${slug}`}>
          <bdi>{title}</bdi>
        </TextLink>
      </p>
      {sums.length === 0 ? (
        <EmptyState title="Nothing stands in it.">
          This bounty promises no money and was not awarded, or is not open yet.
        </EmptyState>
      ) : (
        <>
          <LedgerSums sums={sums} />
          <LedgerLines items={items} caption="Line by line, in their order." />
          <ListPager list="lines" label="Pages of the ledger" params={asked} nextCursor={nextCursor} />
          <p className="mt-2 max-w-prose text-ink-soft text-m">
            Lines are added and never changed. This site holds no money and pays none: what is paid is the
            sponsor{"’"}s word, with a reference that only they and whom they paid read. A team{"’"}s members
            get equal parts; what cannot be divided goes, one smallest unit each, to the first by handle.
            Where the prize is words, or none, a line has no sum, and {"“"}paid{"”"} says that it was given.
          </p>
          {isOwn && <Unpaid slug={slug} items={items} />}
        </>
      )}
    </>
  );
}

/** What who leads it still owes, of the lines on this page. */
function Unpaid({ slug, items }: Pick<BountyStatement, "items"> & { slug: string }) {
  const owed = items.filter(({ kind, isPaid }) => kind === "awarded" && !isPaid);
  if (owed.length === 0) return null;
  return (
    <section aria-labelledby="owed" className="mt-6 max-w-prose">
      <h2 id="owed" className="text-l">
        To be paid
      </h2>
      <ul className="text-m">
        {owed.map(({ id, amount, currency, place, person }) => (
          <li key={id} className="rule-row">
            <p className="mb-2">
              Place <span className="num">{place}</span>,{" "}
              {currency === noCurrency ? (
                "which has no sum"
              ) : (
                <span className="num">{lineMoney({ amount, currency })}</span>
              )}
              {person && (
                <>
                  , to <bdi>{person.name ?? person.handle}</bdi>
                </>
              )}
            </p>
            <ActForm
              act={{ slug, path: "payments", method: "POST", body: { award: id } }}
              field="reference"
              label="Your reference"
              hint="What the transfer, or what was given, is called. Only who leads the bounty and they read it; no account numbers."
              minLength={3}
              maxLength={maxReferenceLength}
              button={currency === noCurrency ? "It was given" : "I have paid it"}
              sure={currency === noCurrency ? "It was given, for good?" : "You have paid it, for good?"}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
