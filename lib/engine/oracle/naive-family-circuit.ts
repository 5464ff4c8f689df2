import { formatNodeId, parseNodeId, type TargetId } from "@/lib/circuit-format/node-id";
import type { Prompt } from "../evaluation/prompts";
import type { LoadedModel } from "../model";
import { NaiveAttribution } from "./naive-attribution";
import { type NaiveCircuit, naiveSweep } from "./naive-sweep";

/** A prompt's circuit by its definition, with its nodes named by role. */
export interface NaiveRoledCircuit {
  sweep: NaiveCircuit;
  /** By id; undefined of a node at a token without a role. */
  nameOf(id: string): string | undefined;
}

/** The circuit of one prompt, of its right answer's logit less its wrong one's, node by node in float64. */
export async function naiveRoledCircuit(
  model: LoadedModel,
  { tokenIds, roles, readAt, right, wrong }: Prompt,
  question: { mode: "direct" | "residual"; threshold: number; maxNodes: number },
): Promise<NaiveRoledCircuit> {
  const position = readAt === null ? tokenIds.length - 1 : (roles[readAt] ?? Number.NaN);
  const target: TargetId =
    wrong === null
      ? { kind: "logit", index: right, position }
      : { kind: "logit-diff", index: right, minus: wrong, position };
  const oracle = await NaiveAttribution.open(model, tokenIds);
  return {
    sweep: naiveSweep(oracle, target, question),
    nameOf: (id) => {
      if (id === formatNodeId(target)) return "target";
      const node = parseNodeId(id);
      if (!node || !("position" in node)) return id;
      const [role] = Object.entries(roles).find(([, at]) => at === node.position) ?? [];
      return role === undefined ? undefined : id.replace(/@\d+$/, `@${role}`);
    },
  };
}

/** What reaches the threshold, by name. */
export function naiveReached({ sweep, nameOf }: NaiveRoledCircuit, threshold: number): Set<string> {
  const names = [...sweep.influence].filter(([, value]) => value >= threshold).map(([id]) => nameOf(id));
  return new Set(names.filter((name) => name !== undefined));
}
