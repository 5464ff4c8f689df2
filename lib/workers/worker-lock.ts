/**
 * The namespace of the advisory locks by which workers show that they live: a worker holds
 * (workerLockNamespace, its row's lockKey) on one connection, and PostgreSQL lets go of it the moment that
 * connection ends, however the process died.
 */
export const workerLockNamespace = 0x43_43_57;

/** A worker whose connection stands but which has not reported for this long is taken for hung. */
export const hungAfterSeconds = 60;
