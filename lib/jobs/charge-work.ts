import { workAllowance } from "@/lib/limits/allowances";
import { charge, type Payer } from "@/lib/limits/daily-allowance";

/** The asker of jobs that the installation has for itself. */
export const siteKey = "site";

export interface PaidBy {
  /** `Job.asker` */
  asker: string;
  requesterId: string | null;
}

/** Takes what an attempt at a job took off its asker's day, whatever came of it. What the site has for itself, nobody pays. */
export async function chargeWork(job: PaidBy, seconds: number): Promise<void> {
  const payer = payerOf(job);
  if (payer) await charge(workAllowance(), payer, seconds);
}

function payerOf({ asker, requesterId }: PaidBy): Payer | null {
  // What a member asked for as a guest is theirs, and was begun on the allowance of their address.
  if (requesterId && requesterId === asker) return { kind: "member", id: requesterId };
  return asker === siteKey ? null : { kind: "guest", key: asker };
}
