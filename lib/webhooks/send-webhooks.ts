import { db } from "@/lib/db/client";
import { toStorable } from "@/lib/db/storable-text";
import { OutsideError, outsidePoster, type PostOutside } from "@/lib/outside/post-outside";
import { handOut } from "./hand-out";
import { bodyOf, headersOf, type ToldEvent } from "./message";
import { noteOutcome, type Outcome } from "./note-outcome";
import { decryptSecret } from "./signing-secret";

/** Sent at a time by one process; of them one to the webhooks of one person, so that a slow one holds up its owner's alone. */
const maxAtOnce = 8;
/** As long is one who sends a delivery alone with it: longer than an answer is waited for, where the thread is held too. */
const leaseMillis = 5 * 60_000;

interface Claimed {
  id: string;
  attempts: number;
  webhookId: string;
  ownerId: string;
  url: string;
  secret: Uint8Array;
  isOwnerHere: boolean;
  isShown: boolean;
  event: ToldEvent;
}

export interface WebhookSender {
  /** Begins to send what is due, and goes on as long as something is; it does not wait for answers. */
  round: (now: Date) => Promise<void>;
  /** Settles once nothing is under way. */
  settled: () => Promise<void>;
  /** Begins nothing more, and settles as that. */
  stop: () => Promise<void>;
}

/** What sends to webhooks in this process. Any number of processes may: each delivery is sent by one at a time. */
export function webhookSender({ post = outsidePoster() }: { post?: PostOutside } = {}): WebhookSender {
  /** By owner. */
  const underWay = new Map<string, Promise<void>>();
  let turn: Promise<void> = Promise.resolve();
  let isStopped = false;

  /** One at a time, so that two never find the same owner free. */
  function fill(clock: () => Date): Promise<void> {
    const mine = turn.then(() => fillNow(clock));
    turn = mine.catch(() => {});
    return mine;
  }

  async function fillNow(clock: () => Date): Promise<void> {
    while (underWay.size < maxAtOnce && !isStopped) {
      const claimed = await claim(clock(), [...underWay.keys()]);
      if (!claimed) return;
      const sending = sendOne(post, claimed, clock).finally(() => underWay.delete(claimed.ownerId));
      // What breaks down here is sent again once its lease is over.
      underWay.set(
        claimed.ownerId,
        sending.then(() => fill(clock)).catch(() => {}),
      );
    }
  }

  async function settled(): Promise<void> {
    do await Promise.all([...underWay.values(), turn]);
    while (underWay.size > 0);
  }

  return {
    round: async (now) => {
      const began = performance.now();
      await handOut();
      await fill(() => new Date(now.getTime() + Math.ceil(performance.now() - began)));
    },
    settled,
    stop: () => {
      isStopped = true;
      return settled();
    },
  };
}

async function claim(now: Date, busyOwners: string[]): Promise<Claimed | undefined> {
  const leased = new Date(now.getTime() + leaseMillis);
  const [claimed] = await db().$queryRaw<(Omit<Claimed, "event"> & ClaimedEvent)[]>`
    update "WebhookDelivery" d set attempts = d.attempts + 1, "nextTryAt" = ${leased}, "triedAt" = ${now}
    from (
      select d.id from "WebhookDelivery" d join "Webhook" w on w.id = d."webhookId"
      where d."nextTryAt" <= ${now} and w."ownerId" <> all(${busyOwners}::uuid[])
      order by d."nextTryAt" limit 1 for update of d skip locked) due,
      "Webhook" w, "User" u, "WebhookEvent" e left join "Bounty" b on b.id = e."bountyId"
    where d.id = due.id and w.id = d."webhookId" and u.id = w."ownerId" and e.id = d."eventId"
    returning d.id, d.attempts, w.id as "webhookId", w."ownerId", w.url, w.secret, u."suspendedAt" is null as "isOwnerHere",
      coalesce(b."isShown" or b."sponsorId" = w."ownerId", true) as "isShown",
      e.id as "eventId", e.kind, e.at, e.data, b.slug, b.title`;
  if (!claimed) return undefined;
  const { eventId, kind, at, data, slug, title, ...rest } = claimed;
  const bounty = slug !== null && title !== null ? { slug, title } : null;
  return { ...rest, event: { id: eventId, kind, at, data, bounty } };
}

interface ClaimedEvent {
  eventId: string;
  kind: string;
  at: Date;
  data: unknown;
  slug: string | null;
  title: string | null;
}

async function sendOne(post: PostOutside, claimed: Claimed, clock: () => Date): Promise<void> {
  const began = performance.now();
  const outcome = await trySending(post, claimed, clock);
  const millis = Math.round(performance.now() - began);
  await noteOutcome({ ...claimed, kind: claimed.event.kind, outcome, millis, now: clock() });
}

async function trySending(
  post: PostOutside,
  { url, secret: kept, ownerId, isOwnerHere, isShown, event }: Claimed,
  clock: () => Date,
): Promise<Outcome> {
  if (!isOwnerHere || !isShown) return { trouble: "hidden" };
  const secret = decryptSecret(kept, ownerId);
  if (secret === null) return { trouble: "secret" };
  const body = bodyOf(event);
  try {
    const { status, start } = await post(url, { headers: headersOf(event.id, body, secret, clock()), body });
    return { status, answer: shownOf(start) };
  } catch (error) {
    if (error instanceof OutsideError) return { trouble: error.trouble };
    throw error;
  }
}

/** What is shown of an answer: text, and nothing by which anybody could sign. */
function shownOf(start: Buffer): string {
  return toStorable(
    start
      .toString("utf8")
      .replaceAll(/whsec_[\w+/=-]*/g, "whsec_…")
      .replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, " ")
      .slice(0, 500)
      .trim(),
  );
}
