/**
 * What long work asks between its steps whether to go on; it throws where not. An AbortSignal is one. Another may also
 * tell the time, which no timer can while the work holds its thread.
 */
export type StopSignal = Pick<AbortSignal, "aborted" | "throwIfAborted">;
