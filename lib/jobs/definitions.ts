import { z } from "zod";
import { defineJob } from "./define-job";

/** Tokenises a run's text, runs the model and stores the active features and predictions. */
export const runJob = defineJob({ name: "run", payload: z.object({ runId: z.uuid() }), maxAttempts: 3 });
