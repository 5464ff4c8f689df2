import { exampleCheckFields } from "@/lib/causal-checks/example-check";
import { jobStateFields } from "@/lib/computations/computation";
import { db, type Prisma } from "@/lib/db/client";
import { showingRows } from "@/lib/kept-pages/showing";

const fields = {
  id: true,
  completenessScore: true,
  replacementScore: true,
  truncated: true,
  computedAt: true,
  job: { select: jobStateFields },
  causalChecks: exampleCheckFields,
  _count: { select: { features: { where: { expanded: true } } } },
} satisfies Prisma.CircuitSelect;

/** How far some circuits and their causal checks are, and by what they are chosen, all read at once; by the circuit's id. */
export async function readStandings(ids: string[]) {
  const rows = await showingRows(
    () => db().circuit.findMany({ where: { id: { in: ids } }, select: fields }),
    (circuits) => ({
      topics: ids.map((id) => `Circuit ${id}`),
      insteadOf: [
        ...["Circuit", "CircuitFeature"],
        // A row of either tells of its circuit, but that its job goes on is the job's.
        ...(circuits.every(isDone) ? ["CausalCheck", "Job"] : []),
      ],
    }),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

export type Standing = Prisma.CircuitGetPayload<{ select: typeof fields }>;

function isDone({ computedAt, causalChecks }: Standing): boolean {
  const [check] = causalChecks;
  return Boolean(computedAt && check?.computedAt);
}
