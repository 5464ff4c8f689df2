import type { Asker } from "@/lib/computations/asker";
import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";

/** Of one circuit, by whomever. Each is some five kilobytes. */
export const maxInterventions = 10_000;
/** Of those, by guests together and by any one member or address, so that nobody leaves the others none. */
export const maxInterventionsByGuests = 5_000;
export const maxInterventionsEach = 1_000;

/** Refuses one more change of a circuit, whose row the transaction holds, with "unprocessable". */
export async function checkInterventionRoom(
  tx: Transaction,
  circuitId: string,
  { key, requesterId }: Pick<Asker, "key" | "requesterId">,
): Promise<void> {
  // A job keeps its asker when a guest signs in.
  const [count] = await tx.$queryRaw<{ all: number; byGuests: number; own: number }[]>`
    select count(*)::int as "all", (count(*) filter (where j."requesterId" is null))::int as "byGuests",
      (count(*) filter (where j.asker = ${key}))::int as "own"
    from "Intervention" i left join "Job" j on j.id = i."jobId" where i."circuitId" = ${circuitId}::uuid`;
  const { all, byGuests, own } = count ?? { all: 0, byGuests: 0, own: 0 };
  const isGuest = requesterId === null;
  if (all >= maxInterventions) refuse(`${shown(maxInterventions)} changes of this circuit have been tried`);
  if (own >= maxInterventionsEach)
    refuse(
      `${shown(maxInterventionsEach)} changes of this circuit have been tried ${isGuest ? "from your address" : "by you"}`,
    );
  if (isGuest && byGuests >= maxInterventionsByGuests)
    refuse(`${shown(maxInterventionsByGuests)} changes of this circuit have been tried without an account`);
}

const shown = (count: number) => count.toLocaleString("en");

function refuse(how: string): never {
  const instead = "Those are still shown. Trace a circuit of another target of this text, and try it there.";
  throw new AppError("unprocessable", `${how}, which is the most. ${instead}`);
}
