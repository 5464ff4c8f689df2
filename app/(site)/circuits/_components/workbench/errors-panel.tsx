import { KindTerm } from "@/app/_components/term/kind-term";
import { Button } from "@/components/ui/button";
import { MarkGlyph } from "@/components/ui/graph/mark-glyph";
import { dictionaryWords } from "@/lib/circuit-format/kind-words";
import type { VisibleFold } from "@/lib/circuit-graph/fold-errors";
import { flowOf, type GraphIndex } from "@/lib/circuit-graph/graph-index";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import type { CircuitViewState, ViewAction } from "@/lib/views/view-state";
import { ContributionList, type ContributionRow } from "./contribution-list";
import { DictionaryFigures } from "./dictionary-figures";
import { JointNumbers } from "./joint-numbers";
import { NodeNote, NoteText } from "./node-actions";

interface ErrorsPanelProps {
  fold: VisibleFold;
  index: GraphIndex;
  words: NodeWords;
  view: CircuitViewState;
  readOnly: boolean;
  onSelect: (id: string) => void;
  onAction: (action: ViewAction) => void;
}

/** What the dictionary of one row misses over all tokens, drawn as one share; its nodes one press away. */
export function ErrorsPanel({ fold, index, words, view, readOnly, onSelect, onAction }: ErrorsPanelProps) {
  const { id, row, kind, layer, members, seat } = fold;
  const nodes = members
    .flatMap((member) => index.nodes.get(member) ?? [])
    .sort((a, b) => b.influence - a.influence)
    .map((node) => ({ node, value: node.effect }));
  const pinned = view.pinned.includes(id);
  return (
    <>
      <header>
        <div className="flex flex-wrap items-center gap-x-2">
          <MarkGlyph mark="error" />
          <h2 className="text-m">
            <KindTerm kind={`${kind}-error`}>{members.length === 1 ? "Error" : "Errors"}</KindTerm> of the{" "}
            {dictionaryWords[kind]}, layer {layer}
          </h2>
        </div>
      </header>
      <JointNumbers
        what="tokens"
        count={members.length}
        explanation="Which part of the target leads back to any of these errors, each counted once."
        influence={fold.influence}
        effect={fold.effect}
      />
      <DictionaryFigures kind={kind} layer={layer} />
      {readOnly ? (
        <NoteText id={id} view={view} />
      ) : (
        <div className="mt-3 grid gap-2">
          <div className="flex flex-wrap gap-2">
            <Button
              size="s"
              look="primary"
              onClick={() => {
                onAction({ type: "unfold", row });
                onSelect(seat);
              }}
            >
              Open into its nodes
            </Button>
            <Button
              size="s"
              aria-pressed={pinned}
              onClick={() => onAction({ type: pinned ? "unpin" : "pin", ids: [id] })}
            >
              {pinned ? "Unpin" : "Pin"}
            </Button>
            <Button size="s" onClick={() => onAction({ type: "hide", ids: [id] })}>
              Hide
            </Button>
          </div>
          <NodeNote key={id} id={id} view={view} onAction={onAction} />
        </div>
      )}
      <h3 className="panel-heading mt-4">
        At which tokens <span className="panel-heading-note">by influence, with their effects</span>
      </h3>
      <ContributionList label="The errors" rows={nodes} words={words} onSelect={onSelect} />
      <h3 className="panel-heading mt-4">
        Give to{" "}
        <span className="panel-heading-note">
          together, bars by the influence that comes back through each
        </span>
      </h3>
      <ContributionList
        label="What they give, and to whom"
        rows={givenBy(members, index)}
        words={words}
        onSelect={onSelect}
      />
    </>
  );
}

/** What several nodes give together, by whom they give it to. */
function givenBy(members: readonly string[], index: GraphIndex): ContributionRow[] {
  const given = new Map<string, { value: number; weight: number }>();
  for (const edge of members.flatMap((id) => index.outgoing.get(id) ?? [])) {
    const { value, weight } = given.get(edge.target) ?? { value: 0, weight: 0 };
    given.set(edge.target, {
      value: value + edge.contribution,
      weight: weight + flowOf(index, edge).influence,
    });
  }
  return [...given]
    .flatMap(([id, sums]) => {
      const node = index.nodes.get(id);
      return node ? [{ node, ...sums }] : [];
    })
    .sort((a, b) => b.weight - a.weight);
}
