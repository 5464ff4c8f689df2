import { TokenChip } from "@/components/ui/token-text";
import { findTokens } from "@/lib/models/vocabulary";
import type { TokenView } from "@/lib/runs/view";
import { differenceTokens } from "./workbench/node-words";
import { parseNode } from "./workbench/parse-node";

export type OutputTexts = readonly (readonly [id: number, text: string])[];

/** The texts of the tokens that a target's logits are of. */
export async function findOutputTexts(model: string, target: string): Promise<OutputTexts> {
  const node = parseNode(target);
  if (!node?.kind.startsWith("logit")) return [];
  const wanted = node.kind === "logit" ? [node.index] : differenceTokens(target);
  const tokens = await findTokens(
    model,
    wanted.filter((id) => id !== null),
  );
  return tokens.map(({ id, text }) => [id, text] as const);
}

interface TargetWordsProps {
  target: string;
  tokens: readonly TokenView[];
  outputs: OutputTexts;
}

/** What a circuit explains, in words. */
export function TargetWords({ target, tokens, outputs }: TargetWordsProps) {
  const node = parseNode(target);
  if (!node || node.position === null) return <span className="mono">{target}</span>;
  const at = <TokenChip text={tokens[node.position]?.text ?? ""} />;
  const texts = new Map(outputs);
  const output = (id: number | null | undefined) => {
    const text = texts.get(id ?? -1);
    return text === undefined ? <>token number {id}</> : <TokenChip text={text} />;
  };
  if (node.kind === "logit")
    return (
      <>
        the logit of {output(node.index)} after token {node.position}, {at}
      </>
    );
  if (node.kind === "logit-diff") {
    const [first, second] = differenceTokens(target);
    return (
      <>
        the logit of {output(first)} less that of {output(second)} after token {node.position}, {at}
      </>
    );
  }
  return (
    <>
      <span className="mono">{target.replace(/@\d+$/, "")}</span> at token {node.position}, {at}
    </>
  );
}

/** The same without markup, for the title of the page. */
export function targetTitle({ target, tokens, outputs }: TargetWordsProps): string {
  const node = parseNode(target);
  if (!node || node.position === null) return target;
  const texts = new Map(outputs);
  const output = (id: number | null | undefined) => `\u201c${texts.get(id ?? -1) ?? `token ${id}`}\u201d`;
  const after = `after \u201c${tokens[node.position]?.text ?? ""}\u201d`;
  if (node.kind === "logit") return `Circuit of ${output(node.index)} ${after}`;
  if (node.kind === "logit-diff") {
    const [first, second] = differenceTokens(target);
    return `Circuit of ${output(first)} over ${output(second)} ${after}`;
  }
  return `Circuit of ${target}`;
}
