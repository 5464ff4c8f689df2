import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "@/lib/log";
import { db } from "./client";
import { troubleOf } from "./trouble";

const againMillis = 250;

/** Waits until the database answers, as after its crash. Throws what waiting would not mend. */
export async function untilDatabaseAnswers(log: Logger): Promise<void> {
  for (let told = false; ; told = true) {
    try {
      await db().$queryRaw`select 1`;
      return;
    } catch (error) {
      if (troubleOf(error) === null) throw error;
      if (!told) log.warn({ err: error }, "the database does not answer; waiting for it");
    }
    await sleep(againMillis);
  }
}
