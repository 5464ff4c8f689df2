import type { Viewer } from "@/lib/auth/viewer-type";
import { env } from "@/lib/env";
import { type Allowance, getAllowance, takeAllowance } from "@/lib/limits/daily-allowance";

function rule() {
  const { GUEST_RUNS_PER_DAY: guestPerDay, MEMBER_RUNS_PER_DAY: memberPerDay } = env();
  return { name: "runs", what: "new prompts", guestPerDay, memberPerDay };
}

/** How many new runs the viewer may still ask for. Runs already stored are free. */
export async function getRunAllowance(viewer: Viewer): Promise<Allowance> {
  return getAllowance(rule(), viewer);
}

export async function takeRunAllowance(viewer: Viewer): Promise<() => Promise<void>> {
  return takeAllowance(rule(), viewer);
}
