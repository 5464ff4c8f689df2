import { z } from "zod";
import { defineJob, type JobDefinition } from "./define-job";

/** Tokenises a run's text, runs the model and stores the active features and predictions. */
export const runJob = defineJob({ name: "run", payload: z.object({ runId: z.uuid() }), maxAttempts: 3 });

/** Traces a circuit from its spec and stores its graph. */
export const circuitJob = defineJob({
  name: "circuit",
  payload: z.object({ circuitId: z.uuid() }),
  maxAttempts: 3,
});

/** Expands one node of a circuit by hand. */
export const expandJob = defineJob({
  name: "expand",
  payload: z.object({ expansionId: z.uuid() }),
  maxAttempts: 3,
});

/** Recomputes a circuit from its spec and compares it with what is stored. */
export const verifyJob = defineJob({
  name: "verify",
  payload: z.object({ verificationId: z.uuid() }),
  maxAttempts: 3,
});

/** Ablates each feature node of a circuit in the real model. */
export const causalCheckJob = defineJob({
  name: "causal-check",
  payload: z.object({ causalCheckId: z.uuid() }),
  maxAttempts: 3,
});

/** Reads an uploaded file as a circuit. */
export const importJob = defineJob({
  name: "import",
  payload: z.object({ importId: z.uuid() }),
  maxAttempts: 3,
});

/** Every kind of job there is. */
export const jobDefinitions: JobDefinition[] = [
  runJob,
  circuitJob,
  expandJob,
  verifyJob,
  causalCheckJob,
  importJob,
];
