import { Refused } from "@/app/_components/refused";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { Notice } from "@/components/ui/notice";
import { targetUnit } from "@/lib/circuit-format/target-unit";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";
import { type NodeWords, nodeName } from "@/lib/circuit-graph/node-words";
import { predictedByHand } from "@/lib/circuit-graph/predicted-by-hand";
import type { VisibleGraph } from "@/lib/circuit-graph/visible-graph";
import type { WorkbenchCircuit } from "../workbench/workbench-circuit";
import { ChangeButtons } from "./change-buttons";
import { ChangeList } from "./change-list";
import { chosenToChange } from "./changeable";
import { EarlierTries } from "./earlier-tries";
import { Outcome, OutcomeSkeleton } from "./outcome";
import { QuoteButtons } from "./quote-button";
import { quoteTry } from "./quote-try";
import { SpliceForm } from "./splice-form";
import { TryProgress } from "./try-progress";
import { useTries } from "./use-tries";
import "./try-it.css";

interface TryItProps {
  circuit: WorkbenchCircuit;
  index: GraphIndex;
  visible: Pick<VisibleGraph, "groups" | "folds">;
  words: NodeWords;
  /** A node's or group's id. */
  selected: string | null;
  marked: ReadonlySet<string>;
  /** The tried change that the page's address names. */
  tried: string | null;
  onTried: (id: string | null) => void;
}

const freezes = [
  { value: "free", label: "Patterns free" },
  { value: "frozen", label: "Patterns and LayerNorms held" },
] as const;

/** Changes features of the run, or puts dictionaries in place, and shows what the model then says beside what the circuit predicts. */
export function TryIt({ circuit, index, visible, words, selected, marked, tried, onTried }: TryItProps) {
  const { address, tokens, layers } = circuit;
  const tries = useTries({ address, tokenCount: tokens.length, tried, onTried });
  const { change, result, isWaiting, failure, error } = tries;
  const { edits, frozen } = change;
  const root = index.nodes.get(index.root);
  const target = root ? `the ${nodeName(root, words)}` : index.root;
  const unit = targetUnit(index.root);
  // Of the circuit's own page, wherever else it is shown.
  const link = () => new URL(`${address.replace("/api/v1/", "/")}?try=${tried}`, window.location.href).href;
  const add = (more: typeof edits) => tries.apply({ edits: [...edits, ...more], frozen });
  return (
    <section aria-labelledby="try-it" className="try-it">
      <h2 id="try-it" tabIndex={-1} className="panel-heading">
        Try it <span className="panel-heading-note">change the run, and see what the real model does</span>
      </h2>
      <ChangeButtons
        chosen={chosenToChange({ index, visible, selected, marked })}
        busy={isWaiting}
        onChange={add}
      />
      <SpliceForm layers={layers} busy={isWaiting} onChange={add} />
      <Choice
        legend="What is held as it was while the change goes through the model"
        name="try-freeze"
        options={freezes}
        value={frozen ? "frozen" : "free"}
        onChange={(which) => tries.apply({ edits, frozen: which === "frozen" })}
      />
      {(edits.length > 0 || tries.canUndo) && (
        <ChangeList
          edits={edits}
          canUndo={tries.canUndo}
          busy={isWaiting}
          onChange={(kept) => tries.apply({ edits: kept, frozen })}
          onUndo={tries.undo}
        />
      )}
      <Refused error={error} notice />
      {failure && (
        <Notice
          tone="error"
          live
          actions={
            <Button size="s" onClick={tries.again}>
              Try it again
            </Button>
          }
        >
          {failure}
        </Notice>
      )}
      {(result || isWaiting) && (
        <div className="try-outcome" aria-busy={isWaiting}>
          {result ? (
            <Outcome
              {...{ result, frozen, target, unit }}
              byHand={predictedByHand(index, {
                ...{ edits, tokenCount: tokens.length, predicted: result.predicted },
              })}
            />
          ) : (
            <OutcomeSkeleton target={target} unit={unit} />
          )}
          <TryProgress progress={tries.progress} connected={tries.connected} address={address} id={tried} />
        </div>
      )}
      {result && tried && (
        <QuoteButtons link={link} quote={() => quoteTry({ change, result, target, link: link() })} />
      )}
      <EarlierTries address={address} ids={tries.earlier} shown={tried} onShow={onTried} />
    </section>
  );
}
