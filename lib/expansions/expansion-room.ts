import type { Asker } from "@/lib/computations/asker";
import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";

/** Of one circuit, by whomever. Each is some ten kilobytes, and is verified with the circuit. */
export const maxExpansions = 1_000;
/** Of those, by guests together and by any one member or address, so that nobody leaves the others none. */
export const maxExpansionsByGuests = 500;
export const maxExpansionsEach = 250;

/** Refuses one more node of a circuit, whose row the transaction holds, with "unprocessable". */
export async function checkExpansionRoom(
  tx: Transaction,
  circuitId: string,
  { key, requesterId }: Pick<Asker, "key" | "requesterId">,
): Promise<void> {
  // A job keeps its asker when a guest signs in.
  const [count] = await tx.$queryRaw<{ all: number; byGuests: number; own: number }[]>`
    select count(*)::int as "all", (count(*) filter (where j."requesterId" is null))::int as "byGuests",
      (count(*) filter (where j.asker = ${key}))::int as "own"
    from "Expansion" e left join "Job" j on j.id = e."jobId" where e."circuitId" = ${circuitId}::uuid`;
  const { all, byGuests, own } = count ?? { all: 0, byGuests: 0, own: 0 };
  const isGuest = requesterId === null;
  if (all >= maxExpansions)
    refuse(`${shown(maxExpansions)} nodes of this circuit have been expanded by hand, which is the most.`);
  if (own >= maxExpansionsEach)
    refuse(
      `${shown(maxExpansionsEach)} nodes of this circuit have been expanded by hand ${isGuest ? "from your address" : "by you"}, which is the most for one.${isGuest ? " Sign in to expand more." : ""}`,
    );
  if (isGuest && byGuests >= maxExpansionsByGuests)
    refuse(
      `${shown(maxExpansionsByGuests)} nodes of this circuit have been expanded by hand without an account, which is the most. Sign in to expand more.`,
    );
}

const shown = (count: number) => count.toLocaleString("en");

function refuse(why: string): never {
  const instead = "Those are still shown. Trace a circuit of the node itself, or one with a lower threshold.";
  throw new AppError("unprocessable", `${why} ${instead}`);
}
