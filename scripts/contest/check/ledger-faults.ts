import type pg from "pg";

interface Bounty {
  id: string;
  slug: string;
  rewards: string[];
  currency: string | null;
  standing: "draft" | "open" | "cancelled" | "awarded";
  winners: { entry: string; place: number; amount: number | null }[] | null;
}

interface Line {
  bountyId: string;
  kind: "promised" | "reserved" | "awarded" | "paid" | "cancelled";
  place: number;
  amount: string;
  currency: string;
  entryId: string | null;
  personId: string | null;
  isOfTeam: boolean;
}

/** Sums of money, by bounty, place and currency: bigints, since a sum of many may pass 2^53. */
export async function ledgerFaults(client: pg.Client): Promise<string[]> {
  const bounties = await client.query<Bounty>(
    `select b.id, b.slug, b.rewards::text[] as rewards, trim(b.currency) as currency,
       case when b."openedAt" is null then 'draft' when b."cancelledAt" is not null then 'cancelled'
         when b."awardedAt" is not null then 'awarded' else 'open' end as standing,
       (select r.document->'winners' from "BountyResult" r where r."bountyId" = b.id and r.kind = 'award' limit 1) as winners
     from "Bounty" b`,
  );
  const lines = await client.query<Line>(
    `select l."bountyId", l.kind, l.place, l.amount::text as amount, trim(l.currency) as currency, l."entryId", l."personId",
       exists (select from "EntryMember" m join "BountyEntry" e on e.id = m."entryId"
         where e.id = l."entryId" and e."bountyId" = l."bountyId" and m."memberId" = l."personId" and m."confirmedAt" is not null) as "isOfTeam"
     from "LedgerLine" l`,
  );
  return bounties.rows.flatMap((bounty) =>
    faultsOf(
      bounty,
      lines.rows.filter(({ bountyId }) => bountyId === bounty.id),
    ).map((fault) => `${bounty.slug}: ${fault}`),
  );
}

function faultsOf(bounty: Bounty, lines: readonly Line[]): string[] {
  const faults: string[] = [];
  const sum = (kind: Line["kind"], of: Partial<Line>) =>
    lines
      .filter(
        (line) =>
          line.kind === kind && Object.entries(of).every(([key, value]) => line[key as keyof Line] === value),
      )
      .reduce((total, { amount }) => total + BigInt(amount), 0n);
  const places = new Set([...lines.map(({ place }) => place), ...bounty.rewards.map((_, at) => at + 1)]);
  const currencies = new Set(lines.map(({ currency }) => currency));
  for (const currency of currencies)
    for (const place of places) {
      const of = { place, currency };
      const [promised, reserved, awarded, cancelled] = [
        sum("promised", of),
        sum("reserved", of),
        sum("awarded", of),
        sum("cancelled", of),
      ];
      if (awarded > reserved || reserved > promised || awarded + cancelled > promised)
        faults.push(`of place ${place} more ${currency} went than was there`);
      const left = promised - cancelled;
      const reward = currency === bounty.currency ? BigInt(bounty.rewards[place - 1] ?? 0) : 0n;
      const must = bounty.standing === "awarded" ? awarded : bounty.standing === "open" ? reward : 0n;
      if (left !== must)
        faults.push(`of place ${place} promised less cancelled is ${left} ${currency}, and must be ${must}`);
      if (bounty.standing === "awarded" && awarded !== 0n && awarded !== reward)
        faults.push(`of place ${place} ${awarded} ${currency} are awarded of a reward of ${reward}`);
    }
  if (bounty.standing === "open" && bounty.rewards.length > 0 && lines.length === 0)
    faults.push("what it promises is in no ledger");
  if (bounty.standing === "awarded") {
    const [promised, spent] = [sum("promised", {}), sum("awarded", {}) + sum("cancelled", {})];
    if (promised !== spent) faults.push(`the ledger comes to ${spent} of ${promised}`);
  }
  const said = (bounty.winners ?? []).filter(({ amount }) => amount !== null);
  for (const place of new Set(said.map((win) => win.place))) {
    const parts = said.flatMap((win) => (win.place === place ? [win.amount ?? 0] : []));
    const [larger = 0, smaller = 0] = [parts[0], parts.at(-1)];
    if (larger - smaller > 1 || parts.some((part, at) => part > (parts[at - 1] ?? part)))
      faults.push(`of place ${place} who share it get ${parts.join(", ")}`);
  }
  for (const { entry, place, amount } of said)
    if (sum("awarded", { entryId: entry, place }) !== BigInt(amount ?? 0))
      faults.push(`the award says ${amount} for ${entry}, and the ledger does not`);
  if (
    lines.some(
      ({ kind, entryId, place }) =>
        kind === "awarded" &&
        !(bounty.winners ?? []).some((win) => win.entry === entryId && win.place === place),
    )
  )
    faults.push("the ledger awards what the award does not");
  faults.push(...personFaults(lines, sum));
  return faults;
}

function personFaults(
  lines: readonly Line[],
  sum: (kind: Line["kind"], of: Partial<Line>) => bigint,
): string[] {
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const { kind, entryId, personId, place, isOfTeam } of lines) {
    if (kind !== "awarded" && kind !== "paid") continue;
    const which = `${kind} to ${personId} for ${entryId} at place ${place}`;
    if (seen.has(which)) faults.push(`twice ${which}`);
    seen.add(which);
    if (!isOfTeam) faults.push(`${which}, who did not enter it`);
    const of = { entryId, personId, place };
    if (kind === "paid" && sum("paid", of) > sum("awarded", of))
      faults.push(`${which}, more than was awarded`);
  }
  return faults;
}
