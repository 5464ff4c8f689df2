import { NameMark } from "@/components/ui/label-state";
import { TextLink } from "@/components/ui/link";
import { TokenChip } from "@/components/ui/token-text";
import type { ListedFinding } from "@/lib/catalogue/read-listed";
import { formatFeature, isFeature, parseNodeId } from "@/lib/circuit-format/node-id";
import { featurePath } from "@/lib/features/feature-address";
import { runTokens } from "@/lib/runs/run-tokens";
import { findOutputTexts, TargetWords } from "../_components/target-words";

/** Characters of a text that a card has room for. */
const maxTextLength = 160;

/** What a finding's circuit explains and in which text; a feature leads to its page. */
export async function CardTarget({ finding: { circuit, target } }: { finding: ListedFinding }) {
  const { run } = circuit;
  const tokens = await runTokens(run);
  const node = parseNodeId(circuit.target);
  const text = [...run.text.replaceAll(/\s+/g, " ").trim()];
  const shown =
    text.length > maxTextLength ? `${text.slice(0, maxTextLength).join("")}\u2026` : text.join("");
  const path =
    node && isFeature(node) && target
      ? featurePath({ ...node, model: run.model.name, set: target.set })
      : null;
  return (
    <>
      What makes{" "}
      {node && isFeature(node) && path ? (
        <>
          <TextLink href={path} data-card={path} className="feature-name">
            {formatFeature(node)}
            {target?.name && ` ${target.name}`}
            <NameMark state={target?.standing ?? null} />
          </TextLink>{" "}
          at token {node.position}, <TokenChip token={tokens[node.position]} />
        </>
      ) : (
        <TargetWords
          target={circuit.target}
          tokens={tokens}
          outputs={await findOutputTexts(run.model.name, circuit.target)}
        />
      )}
      {shown !== "" && (
        <>
          , in {"\u201c"}
          <bdi>{shown}</bdi>
          {"\u201d"}
        </>
      )}
    </>
  );
}
