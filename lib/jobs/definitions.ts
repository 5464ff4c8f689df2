import { z } from "zod";
import { defineJob, type JobDefinition } from "./define-job";

/** Tokenises a run's text, runs the model and stores the active features and predictions. */
export const runJob = defineJob({ name: "run", payload: z.object({ runId: z.uuid() }), maxAttempts: 3 });

/** Every kind of job there is. */
export const jobDefinitions: JobDefinition[] = [runJob];
