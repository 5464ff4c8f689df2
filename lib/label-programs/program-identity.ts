import { createHash } from "node:crypto";

/** What tells programs in their one form (./print-program.ts) apart. */
export function programChecksum(program: string): string {
  return createHash("sha256").update(`circuit-commons/program@1\n${program}`).digest("hex");
}
