import type { Viewer } from "@/lib/auth/viewer-type";
import { leadsBounty } from "@/lib/bounties/leads-bounty";
import { db, type Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { type OwedAward, type PaymentProvider, sponsorsWord } from "@/lib/ledger/payment-provider";
import { notify } from "@/lib/notifications/notify";

interface Payment {
  slug: string;
  /** Who leads the bounty: its sponsor, and of the site's own an administrator. To anybody else there is nothing to pay. */
  viewer: Extract<Viewer, { kind: "member" }>;
  /** The line that awarded it. */
  award: string;
  reference: string;
}

interface Row extends OwedAward {
  place: number;
  entryId: string;
  isPaid: boolean;
  /** Of the bounty, where everybody reads it. */
  title: string | null;
  /** Whether there is somebody who could be told: who deleted their account cannot. */
  isReached: boolean;
}

/**
 * Writes that one award was paid whole, once and for good; also where moderators locked or hid the bounty, since what is owed is owed; what
 * is no sum was given. Throws "not-found" where it is none of one's own, "conflict" where it is paid already, and what the provider throws.
 */
export async function payAward(
  { reference: said, ...payment }: Payment,
  provider: PaymentProvider = sponsorsWord,
): Promise<{ line: string }> {
  const asked = await findAward(db(), payment);
  const { reference } = await provider.pay(asked, { reference: said });
  return db().$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from "Bounty" where id = ${asked.bountyId}::uuid for no key update`;
    // Read once the bounty is held: of two who pay at once one is told that it is paid.
    const { bountyId, place, amount, currency, entryId, personId, ...owed } = await findAward(tx, payment);
    const what = { bountyId, place, amount, currency, entryId, personId };
    const { id } = await tx.ledgerLine.create({
      data: { ...what, actorId: payment.viewer.id, kind: "paid", reference },
      select: { id: true },
    });
    const told = { kind: "paid", thing: `paid ${id}`, path: `/bounties/${payment.slug}/ledger` } as const;
    if (owed.isReached)
      await notify(tx, [personId], { ...told, title: owed.title ?? "a bounty", actorId: payment.viewer.id });
    return { line: String(id) };
  });
}

/** An award that is owed yet. */
async function findAward(tx: Transaction, { slug, viewer, award }: Omit<Payment, "reference">): Promise<Row> {
  const [row] = await tx.$queryRaw<Row[]>`
    select l.id as "awardId", l."bountyId", b."sponsorId", l."personId", l."entryId", l.place::int as place, l.amount,
      trim(l.currency) as currency,
      exists (select from "LedgerLine" p where p."bountyId" = l."bountyId" and p.kind = 'paid' and p.place = l.place
        and p."personId" = l."personId" and p."entryId" = l."entryId") as "isPaid",
      case when b."isShown" then b.title end as title, u.purpose is null as "isReached"
    from "LedgerLine" l join "Bounty" b on b.id = l."bountyId" join "User" u on u.id = l."personId"
    where l.id = ${BigInt(award)} and l.kind = 'awarded' and b.slug = ${slug} and ${leadsBounty(viewer)}`;
  if (!row) throw notFound("award of a bounty of yours");
  if (row.isPaid) throw new AppError("conflict", "This is marked as paid already, and stays so.");
  return row;
}
