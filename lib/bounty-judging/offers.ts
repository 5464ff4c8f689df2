/** What an entry said of what it was offered. */
export interface Reply {
  at: Date;
  accepts: boolean;
}

export interface Offer {
  entryId: string;
  /** Which place, the first of those who neither declined nor let the time pass have the first ones. Null of those who did. */
  place: number | null;
  offeredAt: Date;
  /** The first moment that is too late to accept. */
  until: Date;
  /** `lapsed`: nothing was said in time. */
  standing: "waiting" | "accepted" | "declined" | "lapsed";
}

interface Asked {
  /** The best first. */
  ranked: readonly string[];
  /** The place of each entry that is rewarded, the best first: one that is shared stands there several times. */
  seats: readonly number[];
  replies: ReadonlyMap<string, Reply>;
  /** When the ranking can be appealed against no more: what is offered is offered from then on. */
  from: Date;
  replyDays: number;
  now: Date;
}

const dayMillis = 86_400_000;

/**
 * Who is offered what, in the order in which it was: first to as many as are rewarded, and where one declines or says nothing in
 * time, to the next in line from that moment on. A reply before the offer counts from the offer on.
 */
export function offersOf({ ranked, seats, replies, from, replyDays, now }: Asked): Offer[] {
  const offers: Offer[] = [];
  const line = [...ranked];
  const free = seats.map(() => from);
  while (free.length > 0 && line.length > 0) {
    free.sort((a, b) => a.getTime() - b.getTime());
    const [offeredAt, entryId] = [free.shift(), line.shift()];
    if (!offeredAt || entryId === undefined || offeredAt > now) break;
    const until = new Date(offeredAt.getTime() + replyDays * dayMillis);
    const reply = replies.get(entryId);
    const inTime = reply !== undefined && reply.at < until;
    const standing = inTime ? (reply.accepts ? "accepted" : "declined") : until <= now ? "lapsed" : "waiting";
    offers.push({ entryId, place: null, offeredAt, until, standing });
    if (standing === "declined") free.push(reply && reply.at > offeredAt ? reply.at : offeredAt);
    if (standing === "lapsed") free.push(until);
  }
  const held = offers
    .filter(({ standing }) => standing === "accepted" || standing === "waiting")
    .map(({ entryId }) => entryId);
  const inOrder = ranked.filter((entryId) => held.includes(entryId));
  return offers.map((offer) => {
    const at = inOrder.indexOf(offer.entryId);
    return { ...offer, place: seats[at] ?? null };
  });
}

/** When what is offered changes by itself next; null where it does not. */
export function nextTurn(offers: readonly Offer[]): Date | null {
  const waiting = offers.filter(({ standing }) => standing === "waiting").map(({ until }) => until.getTime());
  return waiting.length === 0 ? null : new Date(Math.min(...waiting));
}
