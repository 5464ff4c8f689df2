import { z } from "zod";
import { AppError } from "@/lib/errors";
import type { ThreadWork } from "./thread-work";

/** For tests: works that a thread does. */

const made = {
  file: "lib/threads/made-up-work.ts",
  ...{ maxMillis: 20_000, isLong: false, tooMuch: "That was too much." },
};

export const doubling: ThreadWork<typeof double> = {
  ...{ ...made, name: "double", answer: z.number() },
};
export const longDoubling: ThreadWork<typeof double> = { ...doubling, isLong: true };
export function double(value: number): number {
  return 2 * value;
}

export const looping: ThreadWork<typeof loop> = {
  ...{ ...made, name: "loop", answer: z.void(), maxMillis: 300 },
};
export function loop(): void {
  for (;;);
}

export const filling: ThreadWork<typeof fill> = {
  ...{ ...made, name: "fill", answer: z.void() },
};
export function fill(): void {
  for (const all: number[][] = []; ; ) all.push(Array.from({ length: 100_000 }, () => Math.random()));
}

export const refusing: ThreadWork<typeof refuse> = {
  ...{ ...made, name: "refuse", answer: z.void() },
};
export function refuse(): void {
  throw new AppError("conflict", "This is not the time.", { fields: { when: "later" } });
}
