"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Refused } from "@/app/_components/refused";
import { useRested } from "@/app/_components/use-rested";
import { searchQuery } from "@/app/_queries/search";
import { maxSearchLength } from "@/lib/search/search-text";
import { ChoiceList } from "./choice-list";
import { type Choice, choicesAtFirst, choicesOf, searchPath } from "./choices";
import { latestChoices, rememberChoice } from "./latest-choices";

/** For how long nothing is typed before it is looked for. */
const restMillis = 150;

/** Takes any id, word or page, and leads there: a field, and below it what it finds, walked by the arrow keys. */
export function Palette({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [typed, setTyped] = useState("");
  const [place, setPlace] = useState(0);
  const [latest] = useState(latestChoices);
  const text = typed.trim();
  const rested = useRested(text, restMillis) ?? "";
  const { data, error, isPlaceholderData } = useQuery(searchQuery(rested));
  const isAnswered = text === "" || (rested === text && data !== undefined && !isPlaceholderData);
  const found = text === "" ? undefined : data;
  const groups = text === "" ? choicesAtFirst(latest) : choicesOf(text, found);
  const choices = groups.flatMap((group) => group.choices);
  const current = Math.min(place, choices.length - 1);

  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    element.showModal();
    const closeOutside = ({ target }: PointerEvent) => target === element && element.close();
    element.addEventListener("pointerdown", closeOutside);
    return () => element.removeEventListener("pointerdown", closeOutside);
  }, []);

  function choose({ href, name, about }: Choice, elsewhere: boolean) {
    if (!href.startsWith("/search?"))
      rememberChoice({ href, name: name.map((part) => part.text).join(""), about });
    dialog.current?.close();
    if (elsewhere) window.open(href, "_blank", "noopener");
    else router.push(href);
  }

  function onKeyDown(event: KeyboardEvent) {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = current + step;
      const isAround = Math.abs(step) === 1;
      setPlace(
        isAround ? (next + choices.length) % choices.length : Math.min(choices.length - 1, Math.max(0, next)),
      );
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      const choice = choices[current];
      // What stands there is not of what was typed last: the page of all that it finds reads ids too.
      const isOfText = isAnswered && choice !== undefined;
      choose(
        isOfText ? choice : { href: searchPath(text), name: [], about: "" },
        event.ctrlKey || event.metaKey,
      );
    }
  }

  return (
    <dialog
      ref={dialog}
      className="dialog mt-[8vh] max-h-[84vh] w-[min(40rem,calc(100vw-1rem))] p-0 open:flex open:flex-col"
      aria-label="Go to"
      onClose={onClose}
    >
      <div className="flex items-center gap-2 border-line border-b p-3">
        <input
          className="input grow"
          role="combobox"
          aria-label="An id, a word or a page"
          aria-expanded="true"
          aria-controls={`${id}-choices`}
          aria-activedescendant={choices.length > 0 ? `${id}-${current}` : undefined}
          aria-autocomplete="list"
          placeholder="An id, a word or a page"
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            setPlace(0);
          }}
          onKeyDown={onKeyDown}
          maxLength={maxSearchLength}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="go"
        />
        <button
          type="button"
          className="button"
          data-look="plain"
          data-size="s"
          onClick={() => dialog.current?.close()}
        >
          Close
        </button>
      </div>
      {found?.sentence && <p className="px-4 pt-3 text-s">{found.sentence}</p>}
      {found?.insteadOf && (
        <p className="px-4 pt-3 text-s">
          Nothing has <q>{found.insteadOf}</q>. This is what has <q>{found.lookedFor}</q>.
        </p>
      )}
      {found && isAnswered && choices.length === 1 && !found.sentence && (
        <p className="px-4 pt-3 text-s">Nothing public has all of this.</p>
      )}
      {text !== "" && error && (
        <div className="px-4 pt-3">
          <Refused error={error} />
        </div>
      )}
      <ChoiceList id={id} groups={groups} current={current} isStale={!isAnswered} onChoose={choose} />
      <p className="border-line border-t px-4 py-2 text-ink-soft text-s max-sm:hidden">
        <kbd>↑</kbd> <kbd>↓</kbd> choose, <kbd>Enter</kbd> goes there, with <kbd>Ctrl</kbd> in another tab,{" "}
        <kbd>Esc</kbd> closes
      </p>
      <p role="status" className="sr-only">
        {isAnswered && text !== "" && `${choices.length - 1} found`}
      </p>
    </dialog>
  );
}
