import { isTarget, outputTokens, parseNodeId, type TargetId } from "@/lib/circuit-format/node-id";
import type { AskedCircuit } from "@/lib/circuits/circuit-computation";
import { circuitQuestion } from "@/lib/circuits/create-circuit";
import { newCircuitSchema } from "@/lib/circuits/new-circuit";
import type { Transaction } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { decodeFeatures, type SparseFeatures } from "@/lib/features/feature-codec";
import { firingsOf } from "@/lib/features/firings";
import { findTokens } from "@/lib/models/vocabulary";
import { type Role, type RoleToken, sameRole } from "./same-role";

export interface RoleInRun {
  /** The circuit's own. */
  target: TargetId;
  role: Role;
  /** What to ask for where the role is plain; null where the reader has to choose. */
  question: AskedCircuit | null;
  after: readonly RoleToken[];
  outputs: readonly RoleToken[];
  dictionaries: readonly SparseFeatures[];
}

/**
 * What of a finished run plays the part of a circuit's target, and the question that traces it as the circuit was traced.
 * Throws "not-found", and what `circuitQuestion` throws.
 */
export async function roleInRun(tx: Transaction, circuitId: string, runId: string): Promise<RoleInRun> {
  const tokensOf = { tokenIds: true, tokenTexts: true } as const;
  const [circuit, run] = [
    await tx.circuit.findUnique({
      where: { id: circuitId },
      select: {
        ...{ target: true, mode: true, threshold: true, edgeThreshold: true, maxNodes: true },
        run: { select: { ...tokensOf, model: { select: { name: true } } } },
      },
    }),
    await tx.run.findUnique({ where: { id: runId }, select: { ...tokensOf, features: true } }),
  ];
  const target = parseNodeId(circuit?.target ?? "");
  if (!circuit || !target || !isTarget(target)) throw notFound("circuit");
  if (!run?.features) throw notFound("finished run");
  const { dictionaries } = decodeFeatures(run.features);
  const outputs = await findTokens(circuit.run.model.name, outputTokens(target));
  const after = roleTokens(run);
  const role = sameRole({
    ...{ target, before: roleTokens(circuit.run), after, outputs },
    firesAt: ({ kind, layer, index }) => {
      const dictionary = dictionaries.find((each) => each.kind === kind && each.layer === layer);
      const firings = dictionary && firingsOf(dictionary, [index]).get(index);
      return (firings ?? []).map(([position]) => position);
    },
  });
  const { run: _, ...spec } = circuit;
  const question =
    role.kind === "same"
      ? await circuitQuestion(tx, { ...newCircuitSchema.parse(spec), target: role.target, runId })
      : null;
  return { target, role, question, after, outputs, dictionaries };
}

function roleTokens({ tokenIds, tokenTexts }: { tokenIds: number[]; tokenTexts: string[] }): RoleToken[] {
  return tokenIds.map((id, position) => ({ id, text: tokenTexts[position] ?? "" }));
}
