import { env } from "@/lib/env";
import type { AllowanceRule } from "./daily-allowance";

/** One for each new prompt. */
export function runAllowance(): AllowanceRule {
  const { GUEST_RUNS_PER_DAY: guestPerDay, MEMBER_RUNS_PER_DAY: memberPerDay } = env();
  return { name: "runs", what: "new prompts", guestPerDay, memberPerDay };
}

/** One for each circuit, expansion, check, verification or import that has to be computed. */
export function circuitAllowance(): AllowanceRule {
  const { GUEST_CIRCUITS_PER_DAY: guestPerDay, MEMBER_CIRCUITS_PER_DAY: memberPerDay } = env();
  return { name: "circuits", what: "circuit computations", guestPerDay, memberPerDay };
}
