import { db } from "@/lib/db/client";

const dayMillis = 24 * 60 * 60 * 1000;
const readDays = 180;
const keptDays = 365;
const batch = 2_000;
/** In one go of one worker; the next hour does the rest. */
const maxBatches = 50;

/** Deletes what people were told a year ago, and what they read half a year ago. Returns how many; any number at once may do it. */
export async function forgetNotifications(now: Date): Promise<number> {
  const read = new Date(now.getTime() - readDays * dayMillis);
  const told = new Date(now.getTime() - keptDays * dayMillis);
  const forgotten = await inBatches(
    () => db().$executeRaw`
      delete from "Notification" where id in (
        select id from "Notification" where "readAt" < ${read} limit ${batch} for update skip locked)`,
  );
  return (
    forgotten +
    (await inBatches(
      () => db().$executeRaw`
        delete from "Notification" where id in (
          select id from "Notification" where "createdAt" < ${told} limit ${batch} for update skip locked)`,
    ))
  );
}

async function inBatches(forget: () => Promise<number>): Promise<number> {
  let all = 0;
  for (let n = 0; n < maxBatches; n++) {
    const gone = await forget();
    all += gone;
    if (gone < batch) break;
  }
  return all;
}
