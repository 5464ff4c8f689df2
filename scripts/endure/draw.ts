import { createHash } from "node:crypto";

/** A number from 0 up to 1 that a seed and a name decide, so that a plan can be followed again. */
export function draw(seed: number, name: string): number {
  return createHash("sha256").update(`${seed} ${name}`).digest().readUInt32BE(0) / 2 ** 32;
}
