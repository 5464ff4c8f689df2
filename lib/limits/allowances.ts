import { env } from "@/lib/env";
import type { Meter } from "./daily-allowance";

/** One for each new prompt. */
export function runAllowance(): Meter {
  const { GUEST_RUNS_PER_DAY: guestPerDay, MEMBER_RUNS_PER_DAY: memberPerDay } = env();
  return { name: "runs", unit: "new prompts", guestPerDay, memberPerDay };
}

/** One for each circuit, expansion, check, verification or import that has to be computed. */
export function circuitAllowance(): Meter {
  const { GUEST_CIRCUITS_PER_DAY: guestPerDay, MEMBER_CIRCUITS_PER_DAY: memberPerDay } = env();
  return { name: "circuits", unit: "circuit computations", guestPerDay, memberPerDay };
}
