import type { Viewer } from "@/lib/auth/viewer-type";
import { db, Prisma } from "@/lib/db/client";
import { noteMillis } from "@/lib/kept-pages/showing";
import { cutPage, type Page } from "@/lib/paging/page";
import { sharersOf, sharersOfPrize } from "./shares";
import { standing, untilItTurns } from "./standing";
import type { ListedBounty, Reward } from "./view";
import { isVisibleBounty } from "./visible-bounties";

export interface ListedRow extends Omit<ListedBounty, "reward" | "prizeSharedBy" | "sponsor"> {
  id: string;
  rewards: bigint[];
  sharedBy: number[];
  currency: string | null;
  handle: string;
  name: string | null;
  millis: number | null;
}

/** What lists show of `b` and its sponsor `u`. */
export const listedColumns = Prisma.sql`b.id, b.slug, b.title, ${standing} as standing, b.rewards, b."sharedBy"::int[] as "sharedBy", trim(b.currency) as currency, b.prize,
  b."opensAt", b."closesAt", u.handle, u.name, ${untilItTurns} as millis`;

export function listedOf({
  id: _,
  rewards,
  sharedBy,
  currency,
  handle,
  name,
  millis: __,
  ...row
}: ListedRow): ListedBounty {
  const reward = rewardOf({ rewards, sharedBy, currency });
  const prizeSharedBy = reward ? [] : sharersOfPrize(row.prize, sharedBy);
  return { ...row, reward, prizeSharedBy, sponsor: { handle, name } };
}

/** The table keeps sums below 2^53. */
function rewardOf({
  rewards,
  sharedBy,
  currency,
}: Pick<ListedRow, "rewards" | "sharedBy" | "currency">): Reward {
  return currency === null
    ? null
    : { currency, places: rewards.map(Number), sharedBy: sharersOf(rewards, sharedBy) };
}

const among = {
  open: Prisma.sql`${standing} = 'open'`,
  judging: Prisma.sql`${standing} in ('judging', 'provisional')`,
  ended: Prisma.sql`${standing} in ('awarded', 'cancelled')`,
};
export type BountyList = keyof typeof among | "own";
const anyStanding = Prisma.sql`b."openedAt" is not null`;

interface Asked {
  viewer: Viewer;
  /** `own`: those one sponsors, drafts too. */
  only: BountyList | "all";
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** Bounties that a viewer may see, the newest first, a page at a time. */
export async function findBounties({ viewer, only, cursor, limit = 20 }: Asked): Promise<Page<ListedBounty>> {
  const reader = viewer.kind === "member" ? viewer.id : null;
  const wanted =
    only === "own" ? Prisma.sql`b."sponsorId" = ${reader}::uuid` : only === "all" ? anyStanding : among[only];
  const rows = await db().$queryRaw<ListedRow[]>`
    select ${listedColumns} from "Bounty" b join "User" u on u.id = b."sponsorId"
    where ${isVisibleBounty(viewer)} and ${wanted}
      and ${cursor ? Prisma.sql`b.id < ${cursor}::uuid` : Prisma.sql`true`}
    order by b.id desc limit ${limit + 1}`;
  await noteNextTurn();
  const { items, nextCursor } = cutPage(rows, limit);
  return { nextCursor, items: items.map(listedOf) };
}

/** A list changes when any bounty opens or closes, which no row tells of. */
async function noteNextTurn(): Promise<void> {
  const [next] = await db().$queryRaw<{ millis: number | null }[]>`
    select extract(epoch from min(moment) - clock_timestamp())::float8 * 1000 as millis
    from "Bounty" b cross join unnest(array[b."opensAt", b."closesAt"]) moment
    where b."isShown" and b."cancelledAt" is null and b."closesAt" > clock_timestamp() and moment > clock_timestamp()`;
  if (next?.millis != null) noteMillis(next.millis);
}
