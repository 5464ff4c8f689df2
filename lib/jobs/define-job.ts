import type { z } from "zod";

/**
 * What a kind of job is called and what it carries: ids only, the rows are the truth. The web process imports
 * definitions to enqueue; handlers are in workers/ and only workers import them.
 */
export interface JobDefinition<Payload extends Record<string, string> = Record<string, string>> {
  name: string;
  payload: z.ZodType<Payload>;
  /** How often a job is begun before it is given up, lost workers counted in. */
  maxAttempts: number;
}

export function defineJob<Payload extends Record<string, string>>(
  definition: JobDefinition<Payload>,
): JobDefinition<Payload> {
  return definition;
}
