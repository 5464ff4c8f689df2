import { useContext, useEffect, useEffectEvent, useRef, useState } from "react";
import { accountAddress } from "@/app/_components/account-address";
import { Refused } from "@/app/_components/refused";
import { fieldsOf } from "@/app/_queries/refusal";
import { Restored } from "@/app/_typed/restored";
import { Button } from "@/components/ui/button";
import { FieldNotes, TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";
import type { ChosenRead } from "@/lib/circuit-graph/head-reads";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import { encodeView, maxCharacters } from "@/lib/views/view-codec";
import type { CircuitViewState } from "@/lib/views/view-state";
import { viewSaved } from "../workbench/shown-view";
import type { WorkbenchCircuit } from "../workbench/workbench-circuit";
import { writesInto } from "./insert";
import { InsertBar } from "./insert-bar";
import { KeptWords } from "./kept-words";
import { Preview } from "./preview";
import { useDraft } from "./use-draft";
import { type WritingAbout, WritingContext } from "./writing-about";
import "./writing.css";

interface Beside {
  circuit: WorkbenchCircuit;
  index: GraphIndex;
  words: NodeWords;
  view: CircuitViewState;
  selected: string | null;
  /** Of the chosen node, if it is an attention feature. */
  read: ChosenRead | null;
  readOnly: boolean;
}

/** Where one writes beside the graph; nothing on pages that only show it. */
export function WritingPane({ workbench }: { workbench: Beside }) {
  const about = useContext(WritingContext);
  return about && !workbench.readOnly ? <Pane about={about} workbench={workbench} /> : null;
}

function Pane({ about, workbench }: { about: WritingAbout; workbench: Beside }) {
  const { circuit, index, words, view, selected, read } = workbench;
  const { circuitId, isMember, edited } = about;
  const [asOpened] = useState(view);
  const [previewed, setPreviewed] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft({
    about,
    arrangement: async () => (edited && view === asOpened ? null : ((await encodeView(view)) ?? "")),
    onSaved: () => viewSaved(circuit.address),
  });
  const { typed, keeping, keepsItself, first } = draft;
  // A tag is named by its place, and its field holds them all.
  const errors = Object.fromEntries(
    Object.entries(fieldsOf(keeping.is === "refused" ? keeping.error : null)).map(([path, change]) => [
      path.split(".")[0],
      change,
    ]),
  );

  useEffect(() => (field.current ? writesInto(field.current) : undefined), []);
  const arranged = useEffectEvent(() => view !== asOpened && draft.arranged());
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the view is another
  useEffect(() => void arranged(), [view]);
  const goOn = useEffectEvent(() => {
    if (about.thenPublish && keeping.is === "kept")
      window.location.replace(`/findings/${draft.findingId()}/publish`);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once it is kept
  useEffect(() => goOn(), [keeping]);

  async function publish() {
    if (!isMember) {
      const state = (await encodeView(view)) ?? "";
      const asked = new URLSearchParams({ circuit: circuitId, publish: "1" });
      if (state.length <= maxCharacters) asked.set("view", state);
      window.location.assign(accountAddress("/sign-in", `/findings/new?${asked}`));
      return;
    }
    if (!(await draft.saveNow()) || !draft.findingId()) return;
    window.location.assign(`/findings/${draft.findingId()}${edited?.isPublished ? "" : "/publish"}`);
  }

  return (
    <form
      ref={typed.form}
      className="writing"
      autoComplete="off"
      onSubmit={(event) => event.preventDefault()}
      onInput={draft.typedIn}
    >
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span id="writing" tabIndex={-1} className="panel-heading">
          {edited ? "Edit the write-up" : "Write it up"}
        </span>
        <KeptWords
          keeping={keeping}
          isTyped={draft.isTyped}
          isLost={draft.isLost}
          keepsItself={keepsItself}
        />
      </p>
      <Restored typed={typed} />
      {keeping.is === "refused" && <Refused error={keeping.error} notice />}
      {keeping.is === "conflict" && (
        <Notice
          live
          title="This draft was changed since you opened it, perhaps in another window."
          actions={
            <>
              <Button size="s" onClick={() => void draft.keepMine()}>
                Keep what stands here
              </Button>
              <Button size="s" onClick={draft.showTheirs}>
                Show what was saved there
              </Button>
            </>
          }
        >
          Nothing is lost: what stands here is kept in this browser, and what was saved there stays a version
          of its own.
        </Notice>
      )}
      <TextField label="Title" name="title" maxLength={160} defaultValue={first.title} error={errors.title} />
      <div className="grid gap-1">
        <label htmlFor="write-up" className="font-semibold text-m">
          Write-up
        </label>
        <textarea
          ref={field}
          id="write-up"
          name="body"
          className="input"
          rows={9}
          maxLength={50_000}
          hidden={previewed !== null}
          defaultValue={first.body}
          aria-invalid={errors.body ? true : undefined}
          aria-describedby="write-up-hint"
        />
        {previewed !== null && <Preview body={previewed} />}
        <FieldNotes
          id="write-up"
          error={errors.body}
          hint="Markdown with tables, and TeX between dollar signs."
        />
      </div>
      <InsertBar
        {...{ circuit, index, words, read }}
        node={selected === null ? undefined : index.nodes.get(selected)}
      />
      <TextField
        label="Tags"
        name="tags"
        defaultValue={first.tags}
        error={errors.tags}
        hint="At most ten, with commas between them."
      />
      <div className="flex flex-wrap gap-2">
        <Button
          size="s"
          aria-pressed={previewed !== null}
          onClick={() => setPreviewed(previewed === null ? draft.fieldsNow().body : null)}
        >
          Preview
        </Button>
        <Button size="s" look="primary" busy={keeping.is === "saving"} onClick={() => void publish()}>
          {edited?.isPublished ? "Publish the changes" : "Publish \u2026"}
        </Button>
      </div>
      {!isMember && (
        <p className="text-ink-soft text-s">
          You can write without an account. Publishing asks for one, and brings this along.
        </p>
      )}
    </form>
  );
}
