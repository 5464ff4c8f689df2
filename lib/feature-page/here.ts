import type { Viewer } from "@/lib/auth/viewer-type";
import { Changes } from "@/lib/db/changes";
import { db } from "@/lib/db/client";
import { subscribe } from "@/lib/db/notification-bus";
import type { Here } from "./view";

/** How often a page that is open says so, and after how long of silence nobody is there. */
const stillMillis = 20_000;
const goneSeconds = 60;
/** Of many who come and go at once a reader is told the last. */
const restMillis = 150;
/** People who are named. */
const named = 8;

/**
 * Who has the page of `subject` open beside the reader, now and whenever somebody comes or goes, until `signal` aborts; meanwhile a member
 * is there too, for others. Not told of are programs, people who are suspended and those who asked to be in no list; guests are told how
 * many, and no names.
 */
export async function* watchHere(subject: string, viewer: Viewer, signal: AbortSignal): AsyncGenerator<Here> {
  const changes = new Changes();
  const unsubscribe = subscribe("here", subject, changes.tell);
  signal.addEventListener("abort", changes.tell);
  let own: string | null = null;
  let sent = "";
  try {
    while (!signal.aborted) {
      own = await stay(own, subject, viewer);
      const here = await findHere(subject, viewer);
      const state = JSON.stringify(here);
      if (state !== sent) yield here;
      sent = state;
      await changes.next(stillMillis);
      if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, restMillis));
    }
  } finally {
    signal.removeEventListener("abort", changes.tell);
    unsubscribe();
    if (own !== null) await db().presence.deleteMany({ where: { id: own } });
  }
}

/** Says that a member is there, and forgets who was not heard of for long. Returns the row that says so; null where none does. */
async function stay(own: string | null, subject: string, viewer: Viewer): Promise<string | null> {
  if (viewer.kind === "guest" || viewer.isProgram) return null;
  if (own !== null) {
    const count = await db().$executeRaw`update "Presence" set "seenAt" = now() where id = ${own}::uuid`;
    if (count > 0) return own;
  }
  await db().$executeRaw`
    delete from "Presence" where id in (
      select id from "Presence" where "seenAt" < now() - make_interval(secs => ${goneSeconds}) for update skip locked)`;
  const { id } = await db().presence.create({ data: { personId: viewer.id, subject }, select: { id: true } });
  return id;
}

async function findHere(subject: string, viewer: Viewer): Promise<Here> {
  const self = viewer.kind === "member" ? viewer.id : null;
  const rows = await db().$queryRaw<{ handle: string; name: string | null; count: number }[]>`
    select u.handle, u.name, (count(*) over ())::int as count from "User" u
    where u."unlistedAt" is null and u."suspendedAt" is null and u.id is distinct from ${self}::uuid
      and exists (
        select from "Presence" p
        where p.subject = ${subject} and p."personId" = u.id
          and p."seenAt" > now() - make_interval(secs => ${goneSeconds}))
    order by u.handle limit ${named}`;
  const people = self === null ? [] : rows.map(({ handle, name }) => ({ handle, name }));
  return { count: rows[0]?.count ?? 0, people };
}
