import { subscribe } from "@/lib/db/notification-bus";

/** Tells "look again" whenever a job's row changed, until what is returned is called. */
export function subscribeToJob(jobId: string, listener: () => void): () => void {
  return subscribe("jobs", jobId, listener);
}
