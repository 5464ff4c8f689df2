import type { z } from "zod";

/**
 * Work of more than a moment that a web process does itself, on a thread: the function that does it, and the file that
 * exports it. What it takes and what it answers go from thread to thread as they are.
 */
export interface ThreadWork<Work extends (input: never) => unknown> {
  name: string;
  /** From the root of the sources. */
  file: string;
  answer: z.ZodType<Awaited<ReturnType<Work>>>;
  /** Where it takes longer, or more memory than a thread has, it is stopped. */
  maxMillis: number;
  /** Whether it may take more than a moment. Such work never has all threads. */
  isLong: boolean;
  /** The sentence for whoever asked for what is too much. */
  tooMuch: string;
}
