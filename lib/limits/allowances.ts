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

/** What computing for somebody took, whatever came of it; charged once it is known. */
export function workAllowance(): Meter {
  const { GUEST_SECONDS_PER_DAY: guestPerDay, MEMBER_SECONDS_PER_DAY: memberPerDay } = env();
  return { name: "work", unit: "seconds of computing", partsOfUnit: 1_000, guestPerDay, memberPerDay };
}

/** What is stored of what somebody asked for or saved; the row that takes more than is left is not stored. */
export function storageAllowance(): Meter {
  const { GUEST_STORED_MB_PER_DAY: guestPerDay, MEMBER_STORED_MB_PER_DAY: memberPerDay } = env();
  return {
    name: "stored",
    unit: "megabytes of results to keep",
    partsOfUnit: 1_000,
    guestPerDay,
    memberPerDay,
  };
}

/** What somebody tells moderators of. */
export function reportAllowance(): Meter {
  return { name: "reports", unit: "reports", guestPerDay: 0, memberPerDay: env().MEMBER_REPORTS_PER_DAY };
}
