import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { awardPlaces } from "@/lib/ledger/award-places";
import { reservePlaces } from "@/lib/ledger/reserve-places";
import { enterBounty, openAnyBounty } from "./bounties";
import { createPerson, type Person } from "./people";

export type RawLine = [kind: string, place: number, amount: string, currency: string, handle: string | null];

/** The lines of a bounty as the table has them, in their order. */
export async function rawLines(bountyId: string): Promise<RawLine[]> {
  const { rows } = await pool().query<RawLine>({
    text: `select l.kind, l.place, l.amount::text, l.currency, u.handle
      from "LedgerLine" l left join "User" u on u.id = l."personId" where l."bountyId" = $1 order by l.id`,
    values: [bountyId],
    rowMode: "array",
  });
  return rows;
}

/** An entry with a team that has confirmed it. */
export async function enterTogether(bountyId: string, team: readonly Person[]): Promise<string> {
  const [entrant, ...others] = team;
  if (!entrant) throw new Error("nobody enters");
  const entryId = await enterBounty(bountyId, { entrantId: entrant.id });
  const confirmedAt = new Date();
  await db().entryMember.createMany({
    data: others.map(({ id }) => ({ entryId, memberId: id, confirmedAt })),
  });
  return entryId;
}

export async function reserve(bountyId: string, ...amounts: bigint[]): Promise<void> {
  const places = amounts.map((amount, at) => ({ place: at + 1, amount }));
  await db().$transaction((tx) => reservePlaces(tx, { bountyId, actorId: null, places }));
}

export async function award(
  bountyId: string,
  ...awards: { place: number; entryId: string; amount: bigint }[]
): Promise<void> {
  await db().$transaction((tx) => awardPlaces(tx, { bountyId, actorId: null, awards }));
}

interface Awarded {
  currency?: string;
  places?: number[];
  sponsor?: Person;
}

/** A bounty whose first place was awarded to a team, of one person unless more are given. */
export async function awardedBounty(
  { currency = "USD", places = [1_000], sponsor: by }: Awarded = {},
  team?: Person[],
) {
  const [sponsor, winners] = [by ?? (await createPerson()), team ?? [await createPerson()]];
  const bounty = await openAnyBounty(sponsor, { reward: { currency, places } });
  const entryId = await enterTogether(bounty.id, winners);
  await reserve(bounty.id, ...places.map(BigInt));
  await award(bounty.id, { place: 1, entryId, amount: BigInt(places[0] ?? 0) });
  const lines = await db().ledgerLine.findMany({
    where: { bountyId: bounty.id, kind: "awarded" },
    orderBy: { id: "asc" },
  });
  return { ...bounty, sponsor, winners, entryId, awards: lines.map(({ id }) => `${id}`) };
}
