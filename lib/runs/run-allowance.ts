import type { Viewer } from "@/lib/auth/viewer-type";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { limiter } from "@/lib/http/rate-limit";

export interface RunAllowance {
  perDay: number;
  left: number;
}

const daySeconds = 24 * 60 * 60;

function allowanceOf(viewer: Viewer) {
  const perDay = viewer.kind === "member" ? env().MEMBER_RUNS_PER_DAY : env().GUEST_RUNS_PER_DAY;
  const key = viewer.kind === "member" ? viewer.id : viewer.key;
  return {
    perDay,
    key,
    limiter: limiter({ name: `runs-${viewer.kind}`, points: perDay, perSeconds: daySeconds }),
  };
}

/** How many new runs the viewer may still ask for within a day of their first. Runs already stored are free. */
export async function getRunAllowance(viewer: Viewer): Promise<RunAllowance> {
  const { perDay, key, limiter } = allowanceOf(viewer);
  return { perDay, left: await limiter.left(key) };
}

/** Takes one run off the allowance, or refuses with when there will be more. Returns how to give it back. */
export async function takeRunAllowance(viewer: Viewer): Promise<() => Promise<void>> {
  const { perDay, key, limiter } = allowanceOf(viewer);
  const taken = await limiter.take(key);
  if (taken.allowed) return () => limiter.giveBack(key);
  const hours = Math.max(1, Math.ceil(taken.retryAfterSeconds / 3600));
  const more = viewer.kind === "guest" ? " Sign in for a larger allowance, or" : " Please";
  throw new AppError(
    "too-many-requests",
    `You have used your ${perDay} new prompts for today.${more} come back in about ${hours} ${hours === 1 ? "hour" : "hours"}. Prompts that somebody has run before are still answered.`,
    { retryAfterSeconds: taken.retryAfterSeconds },
  );
}
