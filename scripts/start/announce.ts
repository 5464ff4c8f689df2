import { say } from "../progress.mjs";
import type { Seeded } from "./run-seed";
import { waitForSite } from "./wait-for-site";

const patienceSeconds = 90;

/** Says where the site is once it truly answers, and how to become its administrator while nobody has. */
export async function announce(
  address: string,
  signal: AbortSignal,
  seeding: Promise<Seeded>,
): Promise<void> {
  const [state, { administratorCode }] = await Promise.all([
    waitForSite(address, patienceSeconds, signal),
    seeding,
  ]);
  if (signal.aborted) return;
  if (state !== "up") {
    const missing = state.missing.join(" and ");
    say(`After ${patienceSeconds} s ${address} still lacks ${missing}; trying on (messages stand above)`);
    if ((await waitForSite(address, Number.POSITIVE_INFINITY, signal)) !== "up") return;
  }
  say(`The site answers at ${address}`);
  if (administratorCode !== null)
    say(
      `Nobody administers it yet: sign up at ${address}/sign-up with the invitation code ${administratorCode}`,
    );
  say("Ctrl-C stops it");
}
