import type { Prisma, Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import type { Asker } from "./asker";

/** How many computations of one kind there may be about one thing. */
export interface SharedRoom {
  /** By whomever. */
  all: number;
  /** Of those, by guests together and by any one member or address, so that nobody leaves the others none. */
  byGuests: number;
  each: number;
  /** What there are so many of, as in "... nodes of this circuit have been expanded by hand". */
  done: string;
  /** What one could do more of after signing in, as in "Sign in to ...". */
  more: string;
  /** What to do where there is no room. */
  instead: string;
}

/** Refuses one more of what there is about a thing, whose row the transaction holds, with "unprocessable". `jobs`: theirs, a `jobId` a row. */
export async function checkSharedRoom(
  tx: Transaction,
  { all, byGuests, each, done, more, instead }: SharedRoom,
  jobs: Prisma.Sql,
  { key, requesterId }: Pick<Asker, "key" | "requesterId">,
): Promise<void> {
  // A job keeps its asker when a guest signs in.
  const [count] = await tx.$queryRaw<{ all: number; byGuests: number; own: number }[]>`
    select count(*)::int as "all", (count(*) filter (where j."requesterId" is null))::int as "byGuests",
      (count(*) filter (where j.asker = ${key}))::int as "own"
    from (${jobs}) a left join "Job" j on j.id = a."jobId"`;
  const there = count ?? { all: 0, byGuests: 0, own: 0 };
  const isGuest = requesterId === null;
  const signIn = isGuest ? ` Sign in to ${more}.` : "";
  const refuse = (why: string): never => {
    throw new AppError("unprocessable", `${why} ${instead}`);
  };
  if (there.all >= all) refuse(`${shown(all)} ${done}, which is the most.`);
  if (there.own >= each)
    refuse(
      `${shown(each)} ${done} ${isGuest ? "from your address" : "by you"}, which is the most for one.${signIn}`,
    );
  if (isGuest && there.byGuests >= byGuests)
    refuse(`${shown(byGuests)} ${done} without an account, which is the most.${signIn}`);
}

const shown = (count: number) => count.toLocaleString("en");
