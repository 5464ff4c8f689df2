import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { attentionScoreQuery } from "@/app/_queries/attention-scores";
import { Button } from "@/components/ui/button";
import type { CircuitNode } from "@/lib/circuit-format/circuit";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";
import type { ChosenRead } from "@/lib/circuit-graph/head-reads";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import { useKnownTables } from "../attention/use-known-tables";
import type { WorkbenchCircuit } from "../workbench/workbench-circuit";
import { insertIntoWriteUp } from "./insert";
import { insertablesOf } from "./insertables";

interface InsertBarProps {
  circuit: WorkbenchCircuit;
  node: CircuitNode | undefined;
  index: GraphIndex;
  words: NodeWords;
  /** Of the node, the read one looks at. */
  read: ChosenRead | null;
}

/** What can be quoted of the chosen node, put where the cursor is. */
export function InsertBar({ circuit, node, index, words, read }: InsertBarProps) {
  const [wanted, setWanted] = useState(0);
  const table = useKnownTables(circuit.address).get(node?.id ?? "");
  const score = useShownScore(circuit.runId, node, read);
  if (!node)
    return <p className="text-ink-soft text-s">Choose a node to quote it, its edges or its numbers.</p>;
  const all = insertablesOf({ node, index, tokens: words.tokens, table, read, score });
  const place = Math.min(wanted, all.length - 1);
  return (
    <div className="flex min-w-0 items-center gap-2">
      <select
        className="input min-w-0 text-s"
        aria-label="What to insert"
        value={place}
        onChange={({ target }) => setWanted(Number(target.value))}
      >
        {all.map(({ label }, n) => (
          <option key={label} value={n}>
            {label}
          </option>
        ))}
      </select>
      <Button size="s" onClick={() => insertIntoWriteUp(all[place]?.text ?? "")}>
        Insert
      </Button>
    </div>
  );
}

/** Why the chosen read looks where it does, where that stands beside the graph; it is not asked for here. */
function useShownScore(runId: string | null, node: CircuitNode | undefined, read: ChosenRead | null) {
  const { layer = null, position = null } = node ?? {};
  const isShown = runId !== null && read?.way === "why" && layer !== null && position !== null;
  const place = { layer: layer ?? 0, head: read?.head ?? 0, query: position ?? 0, key: read?.position ?? 0 };
  const { data } = useQuery({ ...attentionScoreQuery(runId ?? "", place), enabled: false });
  const asked = isShown ? data : undefined;
  return asked?.result ? { of: asked.result, names: new Map(asked.names) } : undefined;
}
