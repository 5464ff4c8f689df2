import type { Viewer } from "@/lib/auth/viewer-type";
import { env } from "@/lib/env";
import { takeAllowance } from "@/lib/limits/daily-allowance";
import { retryJob } from "./retry-job";

/** One for each circuit, expansion or check that has to be computed; what is stored is free. */
export async function takeCircuitAllowance(viewer: Viewer): Promise<() => Promise<void>> {
  const { GUEST_CIRCUITS_PER_DAY: guestPerDay, MEMBER_CIRCUITS_PER_DAY: memberPerDay } = env();
  return takeAllowance({ name: "circuits", what: "circuit computations", guestPerDay, memberPerDay }, viewer);
}

/** Starts a failed computation again, for one off the allowance; given back when somebody else was first. */
export async function retryPaid(jobId: string, viewer: Viewer): Promise<void> {
  const payBack = await takeCircuitAllowance(viewer);
  const restarted = await retryJob(jobId, viewer).catch(async (error: unknown) => {
    await payBack();
    throw error;
  });
  if (!restarted) await payBack();
}
