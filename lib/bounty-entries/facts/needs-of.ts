import type { BountyTerms } from "@/lib/bounty-format/terms";

/** What is computed of a circuit for a bounty's rules; what none of them reads is not asked for. */
export interface Needs {
  verification: boolean;
  /** Causal checks, with attention patterns and LayerNorms held or not. */
  checks: { free: boolean; frozen: boolean };
  thresholds: boolean;
  /** Counterparts of its features in other dictionary sets of the model. */
  across: boolean;
  /** The same of its target, and what is like it where either is without features. */
  withoutFeatures: boolean;
  /** Whether circuits of other thresholds are compared at one as well. */
  isCut: boolean;
  /** Beyond which an earlier entry is too like, by each rule: others' are sealed, and of what is less like nothing is told. */
  mostLike: number[];
  /** What the entrants published about the same question. */
  ownPublished: boolean;
  /** Evaluations over families of prompts: all, or those of some hashes; null where no rule reads any. */
  evaluations: { families: string[] | null } | null;
  /** What the model's tokenizer made of its text. */
  prompt: boolean;
}

export function needsOf({ rules }: Pick<BountyTerms, "rules">): Needs {
  const has = (kind: string) => rules.some((rule) => rule.kind === kind);
  const nodeCheck = (frozen: boolean) =>
    rules.some((rule) => rule.kind === "node-check" && rule.frozen === frozen);
  const hasSince = (wanted: string, from: number) =>
    rules.some(({ kind, version }) => kind === wanted && version >= from);
  const isLike = (from: number) => hasSince("novelty", from) || hasSince("ancestry", from);
  return {
    verification: has("verified") || has("tier"),
    checks: { free: nodeCheck(false) || has("feature-nodes") || has("tier"), frozen: nodeCheck(true) },
    evaluations: evaluationsOf(rules),
    thresholds: has("thresholds"),
    ownPublished: hasSince("unpublished", 2),
    prompt: hasSince("prompt", 2),
    across: isLike(2),
    withoutFeatures: isLike(3),
    isCut: isLike(4),
    mostLike: rules.flatMap(({ kind, maxLikeness }) => (kind === "novelty" ? [Number(maxLikeness)] : [])),
  };
}

function evaluationsOf(rules: BountyTerms["rules"]): Needs["evaluations"] {
  const lists = rules.flatMap(({ kind, families }) =>
    kind === "tier" && Array.isArray(families) ? [families] : [],
  );
  if (lists.length === 0) return null;
  return { families: lists.some((each) => each.length === 0) ? null : lists.flat().map(String) };
}
