import type { Transaction } from "@/lib/db/client";

/** Keeps a finding from being changed or deleted by others until the transaction ends, if there is such a finding. */
export async function holdFinding(tx: Transaction, findingId: string): Promise<void> {
  await tx.$queryRaw`select 1 from "Finding" where id = ${findingId}::uuid for no key update`;
}
