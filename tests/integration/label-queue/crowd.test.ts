import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { labelTogether } from "@/bench/label-crowd";
import { findLost, nameAllQueued } from "@/bench/queued-labels";
import { db } from "@/lib/db/client";
import { storeNaiveEvidence } from "../support/evidence";
import { proposeAnyLabel } from "../support/labels";
import { createPerson } from "../support/people";
import { setUpSite } from "../support/site";
import { startWeb } from "../support/web-process";

vi.setConfig({ testTimeout: 240_000 });
setUpSite({ env: { NEW_ACCOUNT_DAYS: "0", SAME_LABEL_PER_HOUR: "1000" } });

test("of a crowd over HTTP whose web process is killed meanwhile, no act is lost or done twice, and no feature is two people's", async () => {
  await storeNaiveEvidence(4);
  const authors = [await createPerson(), await createPerson()];
  const named = await nameAllQueued(
    authors.map(({ id }) => id),
    (of, authorId, text) => proposeAnyLabel(authorId, { of, text }),
  );
  expect(named).toBeGreaterThan(20);
  const people = await Promise.all(Array.from({ length: 10 }, () => createPerson()));
  let web = await startWeb();
  async function killed(): Promise<void> {
    await sleep(1_500);
    await web.stop();
    web = await startWeb();
  }
  try {
    const crowd = labelTogether({ address: () => web.address, people, rounds: 6, pauseMillis: 400 });
    const [result] = await Promise.all([crowd, killed()]);
    expect(result.doubled).toEqual([]);
    expect(result.leases).toBeGreaterThan(30);
    expect(result.votes.size).toBeGreaterThan(20);
    expect(result.answers.size).toBeGreaterThan(20);
    expect(await findLost(result)).toEqual({ votes: 0, answers: 0, doubled: 0, differences: 0 });
    // What was acknowledged is all that is there, but for what was done while its answer was lost, which was asked for again.
    expect(await db().labelVote.count()).toBe(result.votes.size);
  } finally {
    await web.stop();
  }
});
