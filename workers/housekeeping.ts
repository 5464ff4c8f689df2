import { guestDays } from "@/lib/auth/guest-browser";
import { placeDays } from "@/lib/auth/place";
import { fillNodes } from "@/lib/circuits/fill-nodes";
import { fillPictures } from "@/lib/circuits/fill-pictures";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { fillFacts } from "@/lib/evaluations/fill-facts";
import { fillVersions } from "@/lib/findings/versions/fill-versions";
import { fillMainHeads } from "@/lib/heads/fill-main-heads";
import { keptHours } from "@/lib/idempotency/idempotency-key";
import { clearQueue, deleteOldJobs } from "@/lib/jobs/clear-queue";
import { learnRates } from "@/lib/labels/raters/learn-rates";
import { forgetNotifications } from "@/lib/notifications/forget-notifications";
import { retraceDays } from "@/lib/retraces/follow-retraces";
import { tidyWords } from "@/lib/search/tidy-words";
import { goOnWithStarters } from "@/lib/starter-content/request-starters";
import { letGoOfUnread } from "@/lib/unread/let-go";
import { forgetWebhookEvents } from "@/lib/webhooks/hand-out";
import { tidyFiles } from "./tidy-files";

/**
 * Deletes what has expired, by the database's clock. What other processes expire by their own is kept an hour longer, so that
 * none is deleted before them. Safe to run at any time, any number at once.
 */
export async function housekeeping(now: Date): Promise<void> {
  const before = new Date(now.getTime() - 60 * 60_000);
  await db().session.deleteMany({ where: { expiresAt: { lt: before } } });
  const keys = { lt: new Date(now.getTime() - 30 * 24 * 60 * 60 * 1000) };
  await db().apiKey.deleteMany({ where: { OR: [{ expiresAt: keys }, { revokedAt: keys }] } });
  const requests = new Date(now.getTime() - 2 * keptHours * 60 * 60_000);
  await db().idempotentRequest.deleteMany({ where: { createdAt: { lt: requests } } });
  // Links of e-mails end what they are of for as long.
  await db().digest.deleteMany({
    where: { createdAt: { lt: new Date(now.getTime() - 180 * 24 * 60 * 60 * 1000) } },
  });
  await forgetNotifications(now);
  await forgetWebhookEvents(now);
  const places = new Date(now.getTime() - placeDays * 24 * 60 * 60 * 1000);
  await db().signInPlace.deleteMany({ where: { seenAt: { lt: places } } });
  const guests = new Date(now.getTime() - guestDays * 24 * 60 * 60 * 1000);
  await db().guestWork.deleteMany({ where: { createdAt: { lt: guests } } });
  // What is still followed then waits for a run that nobody begins again.
  await db().retrace.deleteMany({
    where: { createdAt: { lt: new Date(now.getTime() - retraceDays * 24 * 60 * 60 * 1000) } },
  });
  await db().verificationToken.deleteMany({ where: { expires: { lt: before } } });
  // A file that took its reader with it is read by nobody any more.
  await db().importedCircuit.updateMany({
    where: { source: { not: null }, job: { status: { in: ["failed", "cancelled"] } } },
    data: { source: null },
  });
  await goOnWithStarters();
  await letGoOfUnread();
  await fillNodes();
  await fillVersions();
  await fillMainHeads();
  await fillPictures();
  await fillFacts();
  await learnRates(now);
  await tidyWords();
  await clearQueue();
  await deleteOldJobs();
  await pool().query("delete from rate_limit where expire < $1", [before.getTime()]);
  tidyFiles(now);
}
