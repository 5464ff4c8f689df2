import { db } from "@/lib/db/client";
import { siteUrl } from "@/lib/env";
import { createLogger } from "@/lib/log";
import { toldTo } from "@/lib/notifications/find-notifications";
import { notificationKinds, wordsOfTold } from "@/lib/notifications/notification-words";
import { type Mail, mailServer } from "./mail-server";
import { withAddress } from "./rhythm";
import { hashOf, secretOf } from "./unsubscribe";

/** What one e-mail tells of; the rest is on the site. */
const maxTold = 30;
/** Some two days, with the pauses between them. */
const maxAttempts = 10;
const pauseMillis = 5 * 60_000;
/** As long is one who sends a digest alone with it: longer than a server is waited for. */
const leaseMillis = 20 * 60_000;

interface Claimed {
  id: string;
  memberId: string;
  fromId: string | null;
  untilId: string;
  attempts: number;
}

/** Sends what waits to be sent, each by one process, as long as there is something. Does nothing where no mail server is named. */
export async function sendDigests(now: Date): Promise<void> {
  const server = mailServer();
  if (!server) return;
  const began = performance.now();
  // A round may take long: what is leased late in it is leased from then on.
  const clock = () => new Date(now.getTime() + Math.ceil(performance.now() - began));
  try {
    for (let digest = await claim(clock()); digest; digest = await claim(clock()))
      await sendOne(server, digest, clock);
  } finally {
    server.close();
  }
}

async function claim(now: Date): Promise<Claimed | undefined> {
  const leased = new Date(now.getTime() + leaseMillis);
  const [claimed] = await db().$queryRaw<Claimed[]>`
    update "Digest" set attempts = attempts + 1, "nextTryAt" = ${leased}
    where id = (
      select id from "Digest" where "nextTryAt" <= ${now} and "sentAt" is null order by "nextTryAt" limit 1
      for update skip locked)
    returning id, "memberId", "fromId", "untilId", attempts`;
  return claimed;
}

async function sendOne(
  server: NonNullable<ReturnType<typeof mailServer>>,
  digest: Claimed,
  clock: () => Date,
): Promise<void> {
  const { id, attempts } = digest;
  const mail = await compose(digest);
  if (!mail) {
    await db().digest.update({ where: { id }, data: { nextTryAt: null } });
    return;
  }
  try {
    await server.send(mail);
  } catch (error) {
    const again =
      attempts < maxAttempts ? new Date(clock().getTime() + pauseMillis * 2 ** (attempts - 1)) : null;
    await db().digest.update({ where: { id }, data: { nextTryAt: again } });
    // What a server says may hold the address, or what it was asked with.
    createLogger("digests").warn({ digest: id, attempts, code: codeOf(error) }, "a digest was not taken");
    return;
  }
  await db().digest.update({ where: { id }, data: { sentAt: new Date(), nextTryAt: null } });
}

function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error && "code" in error ? error.code : null;
  return typeof code === "string" ? code : "unknown";
}

/** What a digest says by now; null where they do not want it any more, or have read all of it. */
async function compose({ id, memberId, fromId, untilId }: Claimed): Promise<Mail | null> {
  const member = await db().user.findFirst({
    where: { id: memberId, suspendedAt: null, digestEvery: { not: "never" }, ...withAddress },
    select: { email: true, handle: true },
  });
  const where = {
    ...{ ...toldTo(memberId), readAt: null },
    id: { lte: untilId, ...(fromId && { gt: fromId }) },
  };
  const [count, told] = await Promise.all([
    db().notification.count({ where }),
    db().notification.findMany({
      where,
      orderBy: { id: "desc" },
      take: maxTold,
      select: {
        ...{ kind: true, title: true, path: true },
        actor: { select: { handle: true, suspendedAt: true } },
      },
    }),
  ]);
  if (!member?.email || count === 0) return null;
  const secret = secretOf(id);
  await db().digest.update({ where: { id }, data: { secretHash: hashOf(secret) } });
  const site = siteUrl();
  const lines = told.map(({ kind, title, path, actor }) => {
    const known = notificationKinds.find((each) => each === kind) ?? "reply";
    const words = wordsOfTold(known, actor && !actor.suspendedAt ? actor.handle : null);
    return `${words} ${asWords(title) || "a finding"}\n${site}${path}`;
  });
  const things = count === 1 ? "1 thing" : `${count.toLocaleString("en")} things`;
  const link = `${site}/unsubscribe?${new URLSearchParams({ secret })}`;
  return {
    ...{ id, to: member.email, subject: `${things} you have not read on Circuit Commons` },
    text: [
      `${member.handle}, ${things} that you have not read:`,
      ...lines,
      ...(count > told.length
        ? [`And ${(count - told.length).toLocaleString("en")} more: ${site}/notifications`]
        : []),
      `How often you are written to: ${site}/notifications\nNever again: ${link}`,
    ].join("\n\n"),
    unsubscribe: `${site}/api/v1/unsubscriptions?${new URLSearchParams({ secret })}`,
  };
}

/** Another's words on one line, in which a mail program sees no address to lead to, and nothing that turns the line around. */
function asWords(text: string): string {
  return text
    .replaceAll(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .replaceAll("://", ": //")
    .replaceAll(/www\./giu, "www .")
    .trim();
}
