import { closeDatabase } from "@/lib/db/client";
import { seed } from "@/prisma/seed";

/** A process of its own, so that what seeding loads is gone from memory afterwards. */
const seeded = await seed();
await closeDatabase();
process.send?.(seeded, () => process.exit(0));
