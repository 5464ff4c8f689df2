import { closeDatabase, db } from "@/lib/db/client";
import { startScratch } from "@/scripts/postgres/embedded";
import { storeNaiveEvidence } from "@/tests/integration/support/evidence";
import { type StartedSite, withStartedSite } from "./started-site";

export interface EvidenceSite extends StartedSite {
  /** Paths of pages of features that a corpus showed something of. */
  features: string[];
  run: string;
  circuit: string;
}

/** A started site whose first run and circuit are there, with evidence of a few features of each dictionary. */
export async function withEvidenceSite(work: (site: EvidenceSite) => Promise<void>): Promise<void> {
  const { databaseUrl, stop } = await startScratch();
  try {
    await withStartedSite(
      async (site) => {
        process.env.DATABASE_URL = databaseUrl;
        const features = await storeNaiveEvidence();
        const run = await site.runPage("When Mary and John went to the store, John gave a drink to");
        await fetch(site.address);
        await work({
          ...site,
          run,
          circuit: await firstCircuit(),
          features: features.map(
            ({ kind, layer, index }) => `/features/storybook-4l/${kind}/${layer}/${index}`,
          ),
        });
      },
      { DATABASE_URL: databaseUrl },
    );
  } finally {
    await closeDatabase();
    await stop();
  }
}

/** The first page's own, which its first reader has begun. */
async function firstCircuit(): Promise<string> {
  for (;;) {
    const found = await db().circuit.findFirst({
      where: { computedAt: { not: null } },
      select: { id: true },
    });
    if (found) return `/circuits/${found.id}`;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
