/** A large circuit on a busy database takes longer than the five seconds that Prisma gives by default. */
export const storeLimits = { maxWait: 15_000, timeout: 60_000 };
