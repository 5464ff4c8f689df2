import { AppError } from "@/lib/errors";
import type { NewAct } from "./act-schemas";
import { hideWork, showWork } from "./hide-work";
import { liftSuspension } from "./lift-suspension";
import { lockWork } from "./lock-work";
import { readSubject } from "./read-subject";
import { suspendPerson } from "./suspend-person";

/**
 * Does what a moderator says, and writes it down. Throws what each act throws, and "invalid-input" for one that does not go with what it is
 * about.
 */
export async function act({
  actorId,
  kind,
  subject: named,
  reason,
  until = null,
}: NewAct & { actorId: string }): Promise<void> {
  const subject = await readSubject(named);
  const ofPerson = kind === "suspend" || kind === "lift";
  if (ofPerson !== (subject.kind === "person"))
    throw new AppError("invalid-input", "People are suspended; what they made is hidden or locked.");
  const person = { actorId, personId: subject.id, reason };
  if (kind === "suspend") return suspendPerson({ ...person, until });
  if (kind === "lift") return liftSuspension(person);
  const work = { actorId, subject, reason };
  if (kind === "hide") return hideWork(work);
  if (kind === "show") return showWork(work);
  return lockWork(work, kind);
}
