import { useState } from "react";
import { Button } from "@/components/ui/button";
import { MarkGlyph } from "@/components/ui/graph/mark-glyph";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import type { VisibleEdge, VisibleGroup } from "@/lib/circuit-graph/visible-graph";
import type { CircuitViewState, ViewAction } from "@/lib/views/view-state";
import { groupId } from "@/lib/views/view-state";
import { ContributionList } from "./contribution-list";
import { JointNumbers } from "./joint-numbers";
import { NodeNote, NoteText } from "./node-actions";

interface GroupPanelProps {
  group: VisibleGroup;
  /** All that are drawn. */
  edges: readonly VisibleEdge[];
  index: GraphIndex;
  words: NodeWords;
  view: CircuitViewState;
  readOnly: boolean;
  onSelect: (id: string) => void;
  onAction: (action: ViewAction) => void;
}

/** Several nodes under one name. */
export function GroupPanel(props: GroupPanelProps) {
  const { group, edges, index, words, view, readOnly, onSelect, onAction } = props;
  const [name, setName] = useState(group.name);
  const members = group.members
    .flatMap((id) => {
      const node = index.nodes.get(id);
      return node ? [{ node, value: node.effect }] : [];
    })
    .sort((a, b) => b.node.influence - a.node.influence);
  const shares = (own: "source" | "target", other: "source" | "target") =>
    edges
      .filter((edge) => edge[own] === group.id)
      .flatMap(({ share, sign, ...ends }) => {
        const node = index.nodes.get(ends[other]);
        return node ? [{ node, value: sign * share }] : [];
      })
      .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const gets = shares("target", "source");
  const gives = shares("source", "target");
  const wanted = name.trim();
  const taken = wanted !== group.name && view.groups.some((each) => each.name === wanted);
  function rename() {
    if (wanted === "" || taken) return setName(group.name);
    onAction({ type: "rename", from: group.name, to: wanted });
    onSelect(groupId(wanted));
  }
  return (
    <>
      <h2 className="sr-only">Group {group.name}</h2>
      <p className="flex items-center gap-2">
        <MarkGlyph mark="group" />
        {readOnly && group.name}
        <input
          className="input group-rename"
          hidden={readOnly}
          aria-label="Name of the group"
          maxLength={80}
          data-name-of={group.name}
          value={name}
          onChange={({ target }) => setName(target.value)}
          onBlur={rename}
          onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
        />
      </p>
      {taken && (
        <p role="alert" className="text-danger text-s">
          Another group has that name. Choose one of its own.
        </p>
      )}
      <JointNumbers
        what="nodes"
        count={members.length}
        explanation="Which part of the target leads back to any of the group's nodes. What passes through several of them counts once."
        influence={group.influence}
        effect={group.effect}
      />
      {readOnly && <NoteText id={group.id} view={view} />}
      <div className="mt-3 flex flex-wrap gap-2" hidden={readOnly}>
        <Button
          size="s"
          onClick={() => {
            onAction({ type: "ungroup", name: group.name });
            onSelect(group.seat);
          }}
        >
          Ungroup
        </Button>
        <Button size="s" onClick={() => onAction({ type: "hide", ids: [group.id] })}>
          Hide
        </Button>
      </div>
      {!readOnly && (
        <div className="mt-2">
          <NodeNote key={group.id} id={group.id} view={view} onAction={onAction} />
        </div>
      )}
      <h3 className="panel-heading mt-4">
        Nodes <span className="panel-heading-note">by influence, with their effects</span>
      </h3>
      <ContributionList label="The nodes of the group" rows={members} words={words} onSelect={onSelect} />
      {gets.length > 0 && (
        <>
          <h3 className="panel-heading mt-4">
            Gets from <span className="panel-heading-note">as a part of all that reaches the group</span>
          </h3>
          <ContributionList label="Whom it gets from" rows={gets} words={words} onSelect={onSelect} />
        </>
      )}
      {gives.length > 0 && (
        <>
          <h3 className="panel-heading mt-4">
            Gives to <span className="panel-heading-note">as a part of all that those get</span>
          </h3>
          <ContributionList label="Whom it gives to" rows={gives} words={words} onSelect={onSelect} />
        </>
      )}
    </>
  );
}
