import type { Subject } from "@/lib/audit-log/act";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";

/** A subject as the log names it: a person by their id. Throws "not-found" for a handle that nobody has. */
export async function readSubject({ kind, id }: Subject): Promise<Subject> {
  if (kind !== "person") return { kind, id };
  const person = await db().user.findUnique({ where: { handle: id.toLowerCase() }, select: { id: true } });
  if (!person) throw notFound("person");
  return { kind, id: person.id };
}
