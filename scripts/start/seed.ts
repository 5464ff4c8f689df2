import { closeDatabase } from "@/lib/db/client";
import { troubleOf } from "@/lib/db/trouble";
import { untilDatabaseAnswers } from "@/lib/db/until-answers";
import { createLogger } from "@/lib/log";
import { type Seeded, seed } from "@/prisma/seed";

const log = createLogger("seed");

/** A database that crashes meanwhile is being started again, and takes down no site: what was done of it is done again. */
async function seedUntilDone(): Promise<Seeded> {
  for (;;) {
    await untilDatabaseAnswers(log);
    try {
      return await seed();
    } catch (error) {
      if (troubleOf(error) !== "unreachable") throw error;
      log.warn({ err: error }, "the database was lost while it was given what a fresh site needs");
    }
  }
}

/** A process of its own, so that what seeding loads is gone from memory afterwards. */
const seeded = await seedUntilDone();
await closeDatabase();
process.send?.(seeded, () => process.exit(0));
