"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import {
  type FormEvent,
  type KeyboardEvent,
  lazy,
  Suspense,
  useActionState,
  useId,
  useRef,
  useState,
} from "react";
import { sentenceOf } from "@/app/_queries/refusal";
import { createRunMutation } from "@/app/_queries/runs";
import { Restored } from "@/app/_typed/restored";
import { useTyped } from "@/app/_typed/use-typed";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/components/ui/format-number";
import type { TokenCountView } from "@/lib/runs/view";
import { asWrittenField, chosenSetsOf, isAsWritten } from "./chosen-sets";
import { DictionaryChoice, type DictionaryChoiceProps, type OfferedSet } from "./dictionary-choice";
import { ModelChoice } from "./model-choice";
import type { PromptState } from "./submit-prompt";
import { TooManyTokens } from "./too-many-tokens";
import { isTooMany, useTooManyTokens } from "./use-too-many-tokens";

export interface OfferedAllowance {
  perDay: number;
  /** Null for a guest. */
  left: number | null;
}

export interface PromptFormProps {
  text: string;
  /** Whether it is taken as it is written; where this is true the form asks for it. */
  asWritten?: boolean;
  /** How many tokens that text has, where it is known to have too many. */
  count?: TokenCountView;
  label: string;
  /** The label as the heading it is on its page. */
  heading: "h1" | "h2";
  /** Under which name what is typed here is kept in the browser. */
  keptAs: string;
  /** How many lines the field has at first. */
  rows?: number;
  models: { name: string; displayName: string; contextLength: number; sets: OfferedSet[] }[];
  /** The dictionary sets chosen at first of the model chosen at first. */
  chosen?: DictionaryChoiceProps["chosen"];
  modelName: string;
  allowance: OfferedAllowance;
  /** Seconds of computing. */
  work: OfferedAllowance;
  /** Answers the form where there is no JavaScript. */
  submit: (state: PromptState, form: FormData) => Promise<PromptState>;
}

export function PromptForm({
  text,
  asWritten = false,
  count,
  label,
  heading: Heading,
  keptAs,
  rows = 3,
  models,
  modelName,
  chosen,
  allowance,
  work,
  submit,
}: PromptFormProps) {
  const router = useRouter();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const menu = useRef<HTMLDetailsElement>(null);
  const [hasOpened, setOpened] = useState(false);
  const [plain, plainAction] = useActionState(submit, { text, error: "", ...(count && { count }) });
  const { mutate, reset, data: run, isPending, error: refusal } = useMutation(createRunMutation);
  const [unchanged, setUnchanged] = useState(false);
  const kept = useTyped({
    ...{ thing: keptAs, base: "", initial: { text: plain.text } },
    read: () => ({ text: box.current?.value ?? plain.text }),
    write: ({ text = "" }) => write(text),
  });
  const [model, setModel] = useState(modelName);
  const asked = models.find(({ name }) => name === model);
  const { contextLength: room, sets = [] } = asked ?? {};
  const [typed, setTyped] = useState(plain.text);
  const [takesAsWritten, setAsWritten] = useState(asWritten);
  const known = typed === plain.text && isTooMany(plain.count) ? plain.count : null;
  const tooMany = useTooManyTokens({ model: asked, text: typed, asWritten: takesAsWritten }) ?? known;

  // Busy until the next page is there.
  const busy = isPending || run !== undefined;
  const refused = unchanged
    ? "That is the text of this very run. Change it first, or compute it again."
    : sentenceOf(refusal, "text", "model", "sets") || plain.error;
  // What is told with a way out is not told twice.
  const error = tooMany ? "" : refused;
  const isInvalid = error !== "" || tooMany !== null || undefined;

  function write(text: string) {
    if (box.current) box.current.value = text;
    setTyped(text);
  }

  function send(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setUnchanged(false);
    const text = box.current?.value ?? "";
    const fields = new FormData(form.current ?? undefined);
    mutate(
      { model, text, asWritten: isAsWritten(fields), sets: chosenSetsOf(fields) },
      {
        onSuccess: ({ url }) => {
          if (url === window.location.pathname) {
            reset();
            return setUnchanged(true);
          }
          kept.saved({ text });
          // Remembered or not, the text is run.
          import("@/app/_typed/latest-prompts").then(
            (kept) => kept.rememberPrompt({ text, model }),
            () => {},
          );
          router.push(url);
        },
        onError: () => box.current?.focus(),
      },
    );
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.current?.requestSubmit();
    }
  }

  return (
    <form ref={form} action={plainAction} onSubmit={send} className="grid gap-2">
      <Heading className="max-w-prose">
        <label htmlFor={id}>{label}</label>
      </Heading>
      <div className="prompt-box" data-invalid={isInvalid}>
        <textarea
          ref={box}
          id={id}
          name="text"
          defaultValue={plain.text}
          rows={rows}
          spellCheck={false}
          aria-invalid={isInvalid}
          aria-describedby={`${id}-error ${id}-count ${id}-hint`}
          onChange={({ target }) => {
            kept.keep();
            setTyped(target.value);
          }}
          onKeyDown={onKeyDown}
        />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-t px-3 py-2">
          <ModelChoice models={models} chosen={model} onChoose={setModel} />
          <DictionaryChoice key={model} sets={sets} chosen={model === modelName ? chosen : undefined} />
          {asWritten && (
            <label className="flex items-center gap-2 text-s">
              <input
                type="checkbox"
                name={asWrittenField}
                checked={takesAsWritten}
                onChange={({ target }) => setAsWritten(target.checked)}
              />
              No beginning-of-text token but the text's own
            </label>
          )}
          <p id={`${id}-hint`} className="text-ink-soft text-s">
            {room && (
              <>
                Up to {room - 1} tokens, about {Math.round((room * 0.75) / 10) * 10} words.{" "}
              </>
            )}
            {allowance.left === null || work.left === null ? (
              <>
                A guest has {formatCount(allowance.perDay)} new runs and {minutesOf(work.perDay)} minutes of
                computing a day.
              </>
            ) : (
              <>
                {formatCount(allowance.left)} of {formatCount(allowance.perDay)} new runs left today, and{" "}
                {minutesOf(work.left)} of {minutesOf(work.perDay)} minutes of computing.
              </>
            )}
          </p>
          <details
            ref={menu}
            className="latest-texts prompt-box-latest relative text-s"
            onToggle={() => setOpened(true)}
          >
            <summary>Latest texts</summary>
          </details>
          <Button
            type="submit"
            look="primary"
            busy={busy}
            className="ml-auto"
            title="Ctrl or \u2318 and Enter"
          >
            {busy ? "Asking" : "Show features"}
          </Button>
        </div>
      </div>
      {hasOpened && (
        <Suspense>
          <LatestList
            {...{ menu, model, now: typed }}
            latest={noTexts}
            onChoose={(text) => {
              // What stood there is not lost: it can be brought back the same way.
              const before = box.current?.value ?? "";
              if (before !== plain.text)
                void import("@/app/_typed/latest-prompts").then((kept) =>
                  kept.rememberPrompt({ text: before, model }),
                );
              write(text);
              kept.keep();
              reset();
              box.current?.focus();
            }}
          />
        </Suspense>
      )}
      <Restored typed={kept} />
      <p id={`${id}-error`} role="alert" className="text-danger text-m">
        {error}
      </p>
      <div id={`${id}-count`} role="status">
        {tooMany && (
          <TooManyTokens
            text={typed}
            count={tooMany}
            onKeep={(part) => {
              write(part);
              kept.keep();
              reset();
              box.current?.focus();
            }}
          />
        )}
      </div>
    </form>
  );
}

/** Its script comes with the first press: most who come to a first page have no texts to bring back. */
const LatestList = lazy(() =>
  import("../latest-texts/latest-list").then((loaded) => ({ default: loaded.LatestList })),
);

/** A member's own runs stand beneath, where one can be opened; this browser's texts are here. */
const noTexts: readonly string[] = [];

const minutesOf = (seconds: number) => formatCount(Math.floor(seconds / 60));
