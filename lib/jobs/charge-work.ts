import { storageAllowance, workAllowance } from "@/lib/limits/allowances";
import { charge, checkAllowance, type Payer } from "@/lib/limits/daily-allowance";
import { takeStorage } from "@/lib/limits/storage";

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

/**
 * Refuses a job whose asker may have nothing more computed or stored today, before anything is computed for it: what
 * waits was asked for while there was something left.
 */
export async function checkDay(job: PaidBy): Promise<void> {
  const payer = payerOf(job);
  if (!payer) return;
  await checkAllowance(workAllowance(), payer);
  await checkAllowance(storageAllowance(), payer);
}

/**
 * Takes what a job stores off its asker's day, or refuses: then nothing may be stored. Returns how to give it back where
 * it is not stored after all.
 */
export async function chargeStorage(job: PaidBy, bytes: number): Promise<() => Promise<void>> {
  const payer = payerOf(job);
  return payer && bytes > 0 ? takeStorage(payer, bytes) : async () => undefined;
}

function payerOf({ asker, requesterId }: PaidBy): Payer | null {
  // What a member asked for as a guest is theirs, and was begun on the allowance of their address.
  if (requesterId && requesterId === asker) return { kind: "member", id: requesterId };
  return asker === siteKey ? null : { kind: "guest", key: asker };
}
