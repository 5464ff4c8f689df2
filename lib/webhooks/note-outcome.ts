import { db } from "@/lib/db/client";
import type { OutsideTrouble } from "@/lib/outside/post-outside";
import { turnOff } from "./turn-off";
import { failingDays, maxFailures, maxTries, pausesSeconds } from "./webhook-words";

export type Outcome = { status: number; answer: string } | { trouble: OutsideTrouble | "secret" | "hidden" };

interface Tried {
  id: string;
  attempts: number;
  webhookId: string;
  ownerId: string;
  url: string;
  /** Of the event. */
  kind: string;
  outcome: Outcome;
  millis: number;
  now: Date;
}

const dayMillis = 24 * 60 * 60 * 1000;

/** Writes down what came of a try: when there is another, and whether the webhook is turned off by it. */
export async function noteOutcome(tried: Tried): Promise<void> {
  const { id, attempts, webhookId, kind, outcome, millis, now } = tried;
  const told = "status" in outcome ? outcome : { status: null, answer: "" };
  const trouble = "trouble" in outcome ? outcome.trouble : null;
  const isDelivered = told.status !== null && told.status >= 200 && told.status < 300;
  const isOver = isDelivered || kind === "test" || trouble === "hidden" || attempts >= maxTries;
  await db().$transaction(async (tx) => {
    const [webhook] = await tx.$queryRaw<{ isOff: boolean }[]>`
      select "offAt" is not null as "isOff" from "Webhook" where id = ${webhookId}::uuid for update`;
    // Deleted meanwhile, with all that was sent to it.
    if (!webhook) return;
    await tx.webhookDelivery.updateMany({
      // What was asked for again meanwhile begins anew.
      where: { id, attempts },
      data: {
        ...{ ...told, trouble, millis, deliveredAt: isDelivered ? now : null },
        nextTryAt: isOver || webhook.isOff ? null : new Date(now.getTime() + pauseMillis(attempts)),
      },
    });
    if (kind === "test" || trouble === "hidden") return;
    if (isDelivered) {
      await tx.webhook.updateMany({
        where: { id: webhookId, failures: { gt: 0 } },
        data: { failures: 0, failingSince: null },
      });
      return;
    }
    const { failures, failingSince } = await tx.webhook.update({
      where: { id: webhookId },
      data: { failures: { increment: 1 } },
      select: { failures: true, failingSince: true },
    });
    if (failingSince === null)
      await tx.webhook.update({ where: { id: webhookId }, data: { failingSince: now } });
    const off = { id: webhookId, ownerId: tried.ownerId, url: tried.url, at: now };
    if (trouble === "secret") await turnOff(tx, { ...off, why: "secret" });
    else if (told.status === 410) await turnOff(tx, { ...off, why: "gone" });
    else if (failures >= maxFailures && isOld(failingSince, now))
      await turnOff(tx, { ...off, why: "failing" });
  });
}

function isOld(since: Date | null, now: Date): boolean {
  return since !== null && now.getTime() - since.getTime() >= failingDays * dayMillis;
}

/** Until the next try; a fifth less or more, so that what failed together is not tried together. */
function pauseMillis(attempts: number): number {
  const seconds = pausesSeconds[attempts - 1] ?? 0;
  return seconds * 1000 * (0.8 + 0.4 * Math.random());
}
