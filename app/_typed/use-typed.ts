"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import {
  dropSheet,
  type Fields,
  keepSheet,
  prune,
  type Sheet,
  sameFields,
  sheetsOf,
  somebody,
} from "./typed-store";

interface TypedThing {
  /** What is typed into, without a space: "finding:<id>". */
  thing: string;
  /** The state that the page was opened with, such as a revision: what was typed over another is only offered. */
  base: string;
  /** What the page holds where nobody types. */
  initial: Fields;
  /** What stands there now; null where nothing of it is worth keeping. */
  read: () => Fields | null;
  write: (fields: Fields) => void;
  /** False where the page was opened with something that was asked for, as by its address: then all is only offered. */
  bringsBack?: boolean;
}

export interface TypedNotice {
  sheet: Sheet;
  /** It stands on the page; else it is only offered. */
  isShown: boolean;
  /** Something else was saved since it was typed. */
  isOlder: boolean;
}

export interface Typed {
  notices: TypedNotice[];
  /** Called whenever something was typed. */
  keep: () => void;
  /** Called once the site has what was sent; what was typed since is still kept. */
  saved: (sent?: Fields) => void;
  /** Shows what is offered; what stood there is offered in its place. */
  show: (sheet: Sheet) => void;
  /** Shows what is saved; what stood there is offered. */
  putAway: () => void;
  discard: (sheet: Sheet) => void;
  /** Whether the browser could not keep what was typed last, so that it only stands on the page. */
  isLost: () => boolean;
}

/** Keeps what is typed into a thing in this browser until it is saved, and brings it back when the page opens again. */
export function useTyped({ thing, base, initial, read, write, bringsBack = true }: TypedThing): Typed {
  const [notices, setNotices] = useState<TypedNotice[]>([]);
  /** The sheet of this page. */
  const own = useRef("");
  /** The one that stands on the page, until something is typed over it: then the own one holds it. */
  const shown = useRef<Sheet | null>(null);
  /** The browser could not keep it: leaving the page for good asks first. */
  const isLost = useRef(false);
  const isSaved = useRef(false);

  const drop = (id: string | undefined) => id && dropSheet(personHere(), thing, id);
  const noticeOf = (sheet: Sheet, isShown = false) => ({ sheet, isShown, isOlder: sheet.base !== base });

  function keep() {
    const fields = read();
    // What was brought back stands there, and nothing was typed yet.
    if (fields && shown.current && sameFields(fields, shown.current.fields)) return;
    isSaved.current = false;
    if (fields !== null && !sameFields(fields, initial)) keepAs(fields);
    else forgetOwn();
    const over = shown.current;
    shown.current = null;
    // Another tab may have gone on with it meanwhile.
    const stands = over && sheetsOf(personHere(), thing).find(({ id }) => id === over.id);
    if (stands?.at === over?.at) drop(over?.id);
    // What is typed on is no more what came back, and nobody should discard it as that.
    if (notices.some(({ isShown }) => isShown)) setNotices(notices.filter(({ isShown }) => !isShown));
  }

  function keepAs(fields: Fields): Sheet {
    const sheet = { id: own.current, at: Date.now(), base, fields };
    isLost.current = !keepSheet(personHere(), thing, sheet);
    return sheet;
  }

  function forgetOwn() {
    drop(own.current);
    isLost.current = false;
  }

  const open = useEffectEvent(() => {
    prune(Date.now());
    own.current = newId();
    shown.current = null;
    const all = sheetsOf(personHere(), thing);
    // What says the same as what is saved is not wanted any more.
    const isDone = ({ fields }: Sheet) => bringsBack && sameFields(fields, initial);
    for (const { id } of all.filter(isDone)) drop(id);
    const sheets = all.filter((sheet) => !isDone(sheet));
    const [latest] = sheets;
    const here = read() ?? initial;
    const standing = sheets.find(({ fields }) => sameFields(fields, here));
    let back: Sheet | undefined;
    if (standing) shown.current = standing;
    // Typed before the script came, or brought back by the browser itself.
    else if (!sameFields(here, initial)) keepAs(here);
    else if (bringsBack && latest?.base === base) back = latest;
    if (back) put(back);
    const others = sheets.filter((sheet) => sheet !== standing && sheet !== back);
    const stands = back ?? (bringsBack ? standing : undefined);
    setNotices([...(stands ? [noticeOf(stands, true)] : []), ...others.map((sheet) => noticeOf(sheet))]);
  });

  function put(sheet: Sheet) {
    const whole = wholeSelection();
    write(sheet.fields);
    // Who had selected all to type something else would type behind what comes back.
    whole?.select();
    shown.current = sheet;
  }

  /** What stands there, kept as something that is offered; nothing where that is what is saved. */
  function leave(): Sheet[] {
    const here = read();
    const left = shown.current ?? (here !== null && !sameFields(here, initial) ? keepAs(here) : null);
    own.current = newId();
    shown.current = null;
    return left ? [left] : [];
  }

  const hear = useEffectEvent(({ key, newValue }: StorageEvent) => {
    if (newValue === null || !key?.startsWith(`typed ${personHere()} ${thing} `)) return;
    const id = key.split(" ").at(-1);
    const sheet = sheetsOf(personHere(), thing).find((each) => each.id === id);
    if (!sheet || id === own.current || sameFields(sheet.fields, read() ?? initial)) return;
    setNotices((known) => [...known.filter((each) => each.sheet.id !== id), noticeOf(sheet)]);
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another thing is another page
  useEffect(() => {
    open();
    const ask = (event: BeforeUnloadEvent) => isLost.current && event.preventDefault();
    // The browser may show a page again as it was left, which was before it was saved.
    const again = ({ persisted }: PageTransitionEvent) =>
      persisted && isSaved.current && window.location.reload();
    window.addEventListener("beforeunload", ask);
    window.addEventListener("pageshow", again);
    window.addEventListener("storage", hear);
    return () => {
      window.removeEventListener("beforeunload", ask);
      window.removeEventListener("pageshow", again);
      window.removeEventListener("storage", hear);
    };
  }, [thing]);

  return {
    notices,
    isLost: () => isLost.current,
    keep,
    saved: (sent) => {
      const here = read();
      if (sent && here && !sameFields(sent, here)) return;
      drop(shown.current?.id);
      shown.current = null;
      forgetOwn();
      isSaved.current = true;
      setNotices((known) => known.filter(({ isShown }) => !isShown));
    },
    show: (sheet) => {
      const left = leave();
      put(sheet);
      const others = notices.filter(({ isShown, sheet: { id } }) => !isShown && id !== sheet.id);
      setNotices([noticeOf(sheet, true), ...left.map((each) => noticeOf(each)), ...others]);
    },
    putAway: () => {
      const left = leave();
      write(initial);
      setNotices([...left.map((each) => noticeOf(each)), ...notices.filter(({ isShown }) => !isShown)]);
    },
    discard: (sheet) => {
      drop(sheet.id);
      if (shown.current?.id === sheet.id) {
        shown.current = null;
        write(initial);
      }
      setNotices((known) => known.filter((each) => each.sheet.id !== sheet.id));
    },
  };
}

/** The field that one is in, if all that it holds is selected. */
function wholeSelection(): HTMLInputElement | HTMLTextAreaElement | null {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return null;
  const { selectionStart, selectionEnd, value } = field;
  return value !== "" && selectionStart === 0 && selectionEnd === value.length ? field : null;
}

/** Who looks at the page, as it says itself: app/layout.tsx. */
function personHere(): string {
  return document.documentElement.dataset.viewer ?? somebody;
}

function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join("");
}
