import { ask } from "@/lib/computations/ask";
import { theSite } from "@/lib/computations/asker";
import { db } from "@/lib/db/client";
import { bundleComputation } from "./bundle-computation";

/** Days that a bundle is kept beside the latest. */
const keptDays = 7;
const dayMillis = 24 * 60 * 60 * 1000;

/**
 * Asks for the bundle of the day of `now`, unless it is there, and lets go of those of more than a week ago, but never of the
 * latest that was made. Safe to call at any time, any number at once.
 */
export async function requestBundle(now: Date): Promise<void> {
  const day = new Date(Math.floor(now.getTime() / dayMillis) * dayMillis);
  const today = await db().bundle.findUnique({ where: { day }, select: { id: true } });
  // What failed today is begun again tomorrow, and not every hour.
  if (!today) await ask(bundleComputation, { day }, theSite);
  const latest = await db().bundle.findFirst({
    ...{ where: { computedAt: { not: null } }, orderBy: { day: "desc" }, select: { id: true } },
  });
  const before = new Date(day.getTime() - keptDays * dayMillis);
  await db().bundle.deleteMany({
    where: { day: { lt: before }, ...(latest && { id: { not: latest.id } }) },
  });
}
