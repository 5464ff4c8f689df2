import { NameMark } from "@/components/ui/label-state";
import { TokenChip } from "@/components/ui/token-text";
import { formatFeature, isFeature, isTarget, outputTokens, parseNodeId } from "@/lib/circuit-format/node-id";
import { findTokens } from "@/lib/models/vocabulary";
import { findKnown, type KnownFeature } from "@/lib/runs/find-names";
import type { TokenView } from "@/lib/runs/view";
import type { TokenText } from "@/lib/tokens/token-text";
import { tokenName } from "@/lib/tokens/token-words";

export type OutputTexts = readonly (readonly [id: number, token: TokenText])[];

/** The tokens that a target's logits are of. */
export async function findOutputTexts(model: string, target: string): Promise<OutputTexts> {
  const id = parseNodeId(target);
  const wanted = id ? outputTokens(id) : [];
  if (wanted.length === 0) return [];
  const tokens = await findTokens(model, wanted);
  return tokens.map(({ id, ...token }) => [id, token] as const);
}

/** What a target is called, and how that stands where people gave the name. */
export type TargetName = Pick<KnownFeature, "label" | "standing">;
/** Of the features among targets, by `attn.3.697`. */
export type TargetNames = ReadonlyMap<string, TargetName>;

/** The names of the features among targets, as far as the sets that their run was read with have them. */
export async function findTargetNames(runId: string, targets: readonly string[]): Promise<TargetNames> {
  const features = targets.flatMap((target) => {
    const node = parseNodeId(target);
    return node && isFeature(node) ? [node] : [];
  });
  return findKnown(runId, features);
}

interface TargetWordsProps {
  target: string;
  tokens: readonly TokenView[];
  outputs: OutputTexts;
  names?: TargetNames;
  /** The target's own, where the names are not at hand. */
  name?: TargetName | null;
}

/** What a circuit explains, in words. */
export function TargetWords({ target, tokens, outputs, names, name: ownName }: TargetWordsProps) {
  const node = parseNodeId(target);
  if (!node || !isTarget(node)) return <span className="mono">{target}</span>;
  const at = <TokenChip token={tokens[node.position]} />;
  const texts = new Map(outputs);
  const output = (id: number) => {
    const token = texts.get(id);
    return token ? <TokenChip token={token} /> : <>token number {id}</>;
  };
  if (node.kind === "logit")
    return (
      <>
        the logit of {output(node.index)} after token {node.position}, {at}
      </>
    );
  if (node.kind === "logit-diff") {
    return (
      <>
        the logit of {output(node.index)} less that of {output(node.minus)} after token {node.position}, {at}
      </>
    );
  }
  const feature = formatFeature(node);
  const name = ownName ?? names?.get(feature);
  return (
    <>
      <span className="mono">{feature}</span>
      {name && (
        <>
          {" "}
          ({name.label}
          <NameMark state={name.standing} />)
        </>
      )}{" "}
      at token {node.position}, {at}
    </>
  );
}

/** The same without markup, for the title of the page. */
export function targetTitle({ target, tokens, outputs, names }: TargetWordsProps): string {
  const node = parseNodeId(target);
  if (!node || !isTarget(node)) return target;
  const texts = new Map(outputs);
  const output = (id: number) => {
    const token = texts.get(id);
    return token ? tokenName(token) : `token ${id}`;
  };
  const after = `after ${tokenName(tokens[node.position])}`;
  if (node.kind === "logit") return `Circuit of ${output(node.index)} ${after}`;
  if (node.kind === "logit-diff")
    return `Circuit of ${output(node.index)} over ${output(node.minus)} ${after}`;
  const name = names?.get(formatFeature(node));
  return `Circuit of ${target}${name ? ` (${name.label})` : ""}`;
}
