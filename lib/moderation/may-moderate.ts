import { roleIncludes, type ViewerRole } from "@/lib/auth/viewer-type";
import type { Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";

interface Held {
  id: string;
  role: ViewerRole;
  suspendedAt: Date | null;
  purpose: string | null;
}

/**
 * Holds a moderator, the person they act on and all administrators until the transaction ends, in one order, and refuses who may not:
 * whoever is no moderator any more, acts on themselves, or on somebody above them. Returns the person, and how many administrators
 * stand beside them. Throws "forbidden" and "not-found".
 */
export async function holdForModeration(
  tx: Transaction,
  { actorId, personId }: { actorId: string; personId: string },
): Promise<Held & { otherAdministrators: number }> {
  const { person, held } = await hold(tx, { actorId, personId });
  if (!person) throw notFound("person");
  const others = held.filter(
    ({ id, role, suspendedAt }) => role === "administrator" && !suspendedAt && id !== personId,
  );
  return { ...person, otherAdministrators: others.length };
}

/** The same for what somebody made, whose account may be gone. */
export async function holdForModerationOfWork(
  tx: Transaction,
  { actorId, personId }: { actorId: string; personId: string | null },
): Promise<void> {
  await hold(tx, { actorId, personId });
}

async function hold(
  tx: Transaction,
  { actorId, personId }: { actorId: string; personId: string | null },
): Promise<{ person: Held | undefined; held: Held[] }> {
  const held = await tx.$queryRaw<Held[]>`
    select id, role::text as role, "suspendedAt", purpose from "User"
    where id in (${actorId}::uuid, ${personId}::uuid) or role = 'administrator'
    order by id for no key update`;
  const actor = held.find(({ id }) => id === actorId);
  const person = held.find(({ id }) => id === personId);
  if (!actor || actor.suspendedAt || !roleIncludes(actor.role, "moderator"))
    throw new AppError("forbidden", "Only a moderator may do this.");
  if (actorId === personId)
    throw new AppError("forbidden", "Nobody moderates themselves. Another moderator can.");
  if (person && !roleIncludes(actor.role, person.role))
    throw new AppError(
      "forbidden",
      "This is somebody whose role is above yours. An administrator can do it.",
    );
  return { person, held };
}
