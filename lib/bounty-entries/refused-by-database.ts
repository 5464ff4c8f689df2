/** Whether an error is one that the tables' own rules for entries raise (the migration `bounties`). */
export function isRaised(error: unknown, code: "CC002" | "CC003" | "CC004"): boolean {
  return codesOf(error).includes(code);
}

const maxDepth = 8;

/** The codes of an error and of what it was made from: Prisma keeps PostgreSQL's within its adapter's. */
function codesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== "object" || error === null || depth > maxDepth) return [];
  const parts: Record<string, unknown> = { ...error };
  const { code, originalCode, meta, driverAdapterError } = parts;
  const { cause } = error as { cause?: unknown };
  return [
    ...[code, originalCode].filter((each) => typeof each === "string"),
    ...[cause, meta, driverAdapterError].flatMap((each) => codesOf(each, depth + 1)),
  ];
}
