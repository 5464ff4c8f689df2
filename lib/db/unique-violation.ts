import { Prisma } from "@/generated/prisma/client";

/** Whether a query failed because what it wrote exists already. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
