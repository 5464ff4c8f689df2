"use client";

import {
  type FormEvent,
  type KeyboardEvent,
  lazy,
  type ReactNode,
  type RefObject,
  Suspense,
  useActionState,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { Button } from "@/components/ui/button";
import type { CircuitQuestion } from "@/lib/circuit-format/circuit";
import type { ChosenSets } from "@/lib/models/choose-sets";
import type { RetraceView } from "@/lib/retraces/view";
import { asWrittenField } from "../prompt/chosen-sets";
import type { PromptState } from "../prompt/submit-prompt";
import { TokenCount } from "./token-count";

const load = () => import("./prompt-bar-live");
const Live = lazy(() => load().then((loaded) => ({ default: loaded.PromptBarLive })));

/** What becomes of the text: a run, or the same target of a circuit in it. */
export type PromptPurpose =
  | { does: "run"; runId: string; asWritten: boolean; sets: ChosenSets }
  | {
      does: "retrace";
      circuitId: string;
      spec: Omit<CircuitQuestion, "target">;
      /** One that the page was opened with, by its address. */
      opened: RetraceView | null;
      /** What is told of that one where there is no script. */
      plainly: ReactNode;
    };

export interface PromptBarProps {
  /** The text that was run. */
  text: string;
  /** What stands in the bar at first, where that is another. */
  shown?: string | undefined;
  /** Of the text that was run, without the first that is put before it; null while nobody knows. */
  tokens: number | null;
  model: { name: string; contextLength: number };
  purpose: PromptPurpose;
  /** The texts that a member ran last. */
  latest: readonly string[];
  /** Answers the form where there is no script. */
  submit: (state: PromptState, form: FormData) => Promise<PromptState>;
}

export interface BarParts {
  box: RefObject<HTMLTextAreaElement | null>;
  /** What the script does with the form, once it is there. */
  send: RefObject<(() => void) | null>;
  /** Where the latest texts open. */
  menu: RefObject<HTMLDetailsElement | null>;
  /** It was to be sent before the script was there. */
  wanted: RefObject<boolean>;
  /** What the form was answered with without it. */
  plain: PromptState;
  errorId: string;
}

/**
 * The text that was run, to change and to run again. The form works without a script; what counts, keeps and sends for it
 * comes when somebody reaches for it.
 */
export function PromptBar(props: PromptBarProps) {
  const { text, shown, tokens, model, purpose, submit } = props;
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const send = useRef<(() => void) | null>(null);
  const wanted = useRef(false);
  const menu = useRef<HTMLDetailsElement>(null);
  /** The script did not come: the form is sent without it. */
  const isPlain = useRef(false);
  const opened = purpose.does === "retrace" && purpose.opened !== null;
  const [plain, action] = useActionState(submit, { text: shown ?? text, error: "" });
  const [isLive, setLive] = useState(opened);
  const thing = purpose.does === "run" ? `rerun:${purpose.runId}` : `retrace:${purpose.circuitId}`;

  function wake() {
    load().then(
      () => setLive(true),
      () => {
        isPlain.current = true;
        if (wanted.current) box.current?.form?.requestSubmit();
      },
    );
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at once a page
  useEffect(() => {
    if (isKept(thing) || box.current?.value !== plain.text) wake();
  }, [thing]);

  function onSubmit(event: FormEvent) {
    if (isPlain.current) return;
    event.preventDefault();
    if (send.current) return send.current();
    wanted.current = true;
    wake();
  }
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  }
  const still = <TokenCount tokens={tokens} limit={roomOf(props)} state="known" />;
  return (
    <form action={action} onSubmit={onSubmit} onFocus={wake} onPointerEnter={wake} className="prompt-bar">
      <textarea
        ref={box}
        name="text"
        className="prompt-bar-text"
        aria-label={
          purpose.does === "retrace"
            ? "What this circuit was traced in: change it, and the same is traced again"
            : "What was run: change it, and run it again"
        }
        aria-describedby={`${id}-error`}
        aria-invalid={plain.error !== "" || undefined}
        defaultValue={plain.text}
        rows={1}
        spellCheck={false}
        title="Enter runs it, Shift and Enter begins a new line"
        onKeyDown={onKeyDown}
      />
      {/* The fields of a form without a script. */}
      {purpose.does === "retrace" ? (
        <input type="hidden" name="circuit" value={purpose.circuitId} />
      ) : (
        <>
          <input type="hidden" name="model" value={model.name} />
          {purpose.asWritten && <input type="hidden" name={asWrittenField} value="yes" />}
          {Object.entries(purpose.sets).map(([kind, set]) => (
            <input key={kind} type="hidden" name={`set-${kind}`} value={set ?? ""} />
          ))}
        </>
      )}
      <Button type="submit" look="primary" className="prompt-bar-send">
        {purpose.does === "retrace" ? "Run and retrace" : "Run"}
      </Button>
      <details ref={menu} className="latest-texts prompt-bar-latest">
        <summary>Latest texts</summary>
      </details>
      {isLive ? (
        <Suspense
          fallback={
            <>
              {still}
              {/* What is sent after the page takes the place of this by a script. */}
              {purpose.does === "retrace" && (
                <noscript className="prompt-bar-below">
                  {plain.error ? (
                    <p role="alert" className="text-danger text-m">
                      {plain.error}
                    </p>
                  ) : (
                    purpose.plainly
                  )}
                </noscript>
              )}
            </>
          }
        >
          <Live
            {...props}
            thing={thing}
            box={box}
            send={send}
            wanted={wanted}
            menu={menu}
            plain={plain}
            errorId={`${id}-error`}
          />
        </Suspense>
      ) : (
        <>
          {still}
          <p id={`${id}-error`} role="alert" className="prompt-bar-below text-danger text-m">
            {plain.error}
          </p>
        </>
      )}
    </form>
  );
}

/** How many tokens of a text fit, of which the first is put before it unless it is the text's own. */
export function roomOf({ model, purpose }: Pick<PromptBarProps, "model" | "purpose">): number {
  return purpose.does === "run" && purpose.asWritten ? model.contextLength : model.contextLength - 1;
}

/** Whether this browser keeps something of it: the script that brings it back is then wanted at once (app/_typed). */
function isKept(thing: string): boolean {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith("typed ") && key.split(" ")[2] === thing);
  } catch {
    return false;
  }
}
