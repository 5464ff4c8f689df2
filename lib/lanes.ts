/**
 * The queues a job may wait in, the one served first in front. What a person waits for is never behind what nobody
 * waits for: a worker has a slot for each lane it serves.
 */
export const lanes = ["interactive", "background"] as const;

export type Lane = (typeof lanes)[number];
