import type { Viewer } from "@/lib/auth/viewer-type";
import { env } from "@/lib/env";
import { takeAllowance } from "@/lib/http/daily-allowance";

/** One for each circuit, expansion or check that has to be computed; what is stored is free. */
export async function takeCircuitAllowance(viewer: Viewer): Promise<() => Promise<void>> {
  const { GUEST_CIRCUITS_PER_DAY: guestPerDay, MEMBER_CIRCUITS_PER_DAY: memberPerDay } = env();
  return takeAllowance({ name: "circuits", what: "circuit computations", guestPerDay, memberPerDay }, viewer);
}
