import { recordAct } from "@/lib/audit-log/record-act";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { holdForModeration } from "./may-moderate";
import { settleLimits, settleWorkOf } from "./settle-work";

interface Suspension {
  actorId: string;
  personId: string;
  reason: string;
  /** Null where it lasts until somebody lifts it. */
  until: Date | null;
}

/**
 * Suspends somebody, or says anew why and until when: they read and write nothing, and of what they made nothing is public or counts, all
 * from one moment on. Throws "forbidden", "not-found", "invalid-input" for an end that is past, and "conflict" for the last
 * administrator and for the site's own account.
 */
export async function suspendPerson({ actorId, personId, reason, until }: Suspension): Promise<void> {
  if (until && until <= new Date())
    throw new AppError("invalid-input", "That end is past already.", {
      fields: { until: "Choose a moment to come." },
    });
  await db().$transaction(async (tx) => {
    const person = await holdForModeration(tx, { actorId, personId });
    if (person.purpose !== null)
      throw new AppError(
        "conflict",
        "This is an account of the site itself. Hide what it published instead.",
      );
    if (person.role === "administrator" && person.otherAdministrators === 0)
      throw new AppError("conflict", "This is the last administrator, without whom nobody could undo it.");
    await tx.user.update({
      where: { id: personId },
      data: {
        suspendedAt: person.suspendedAt ?? new Date(),
        ...{ suspendedUntil: until, suspensionReason: reason },
      },
    });
    await recordAct(tx, {
      ...{ actorId, kind: "suspend", subject: { kind: "person", id: personId }, personId },
      ...{ reason, until },
    });
    if (!person.suspendedAt) await settleWorkOf(tx, personId);
  }, settleLimits);
}
