import { AppError } from "@/lib/errors";

/** Most edges of a circuit that the site reads for a page or an export, some seconds of a thread's work. */
export const maxEdgesRead = 100_000;

/** Throws "unprocessable" for a circuit of more, with `instead`: what its reader can do. */
export function refuseManyEdges(edgeCount: number | null, instead: string): void {
  if (edgeCount === null || edgeCount <= maxEdgesRead) return;
  const [found, most] = [edgeCount, maxEdgesRead].map((number) => number.toLocaleString("en"));
  throw new AppError(
    "unprocessable",
    `This circuit has ${found} edges, and ${most} are the most that the site reads for this. ${instead}`,
  );
}
