import { db } from "@/lib/db/client";
import { isStorable } from "@/lib/db/storable-text";
import { notFound } from "@/lib/errors";

/** A member as everybody may see them. */
export interface PersonView {
  id: string;
  handle: string;
  name: string | null;
  createdAt: Date;
}

/** Who has a handle. Throws "not-found", also of an account that is suspended: of that nothing is shown. */
export async function getPerson(handle: string): Promise<PersonView> {
  const person = isStorable(handle)
    ? await db().user.findFirst({
        // Longer than any handle is nobody's, and no index is asked for it.
        where: { handle: handle.slice(0, 40), suspendedAt: null },
        select: { id: true, handle: true, name: true, createdAt: true },
      })
    : null;
  if (!person) throw notFound("person");
  return person;
}
