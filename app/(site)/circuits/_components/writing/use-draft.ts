import { useEffect, useEffectEvent, useRef, useState } from "react";
import { createFinding, fetchFinding, keepDraft, saveVersion } from "@/app/_queries/findings";
import { Refusal } from "@/app/_queries/refusal";
import { sameFields } from "@/app/_typed/typed-store";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { contentOf, isEmpty, newerOf, rememberSaved, type SavedDraft } from "./draft-content";
import type { WritingAbout } from "./writing-about";

/** After the last key; at least between two saves; and until a try that reached nobody is made again. */
const pauseMillis = 1_500;
const apartMillis = 5_000;
const againMillis = 15_000;

/** How far what stands in the fields is kept on the site. */
export type Keeping =
  | { is: "nowhere" }
  | { is: "saving" }
  | { is: "kept"; at: number }
  | { is: "refused"; error: Error }
  | { is: "conflict" };

interface DraftInput {
  about: WritingAbout;
  /** The arrangement as it stands, encoded; null where nobody has changed it since the page opened. */
  arrangement: () => Promise<string | null>;
  onSaved: () => void;
}

/**
 * A write-up that is kept in the browser from the first key on and, of a member, on the site a moment after the last. One
 * save is under way at a time. What another window saved is never replaced: then it waits until its author has chosen.
 */
export function useDraft({ about, arrangement, onSaved }: DraftInput) {
  const { circuitId, isMember, edited, initial } = about;
  const begun = edited ? `finding:${edited.findingId}` : `new-finding:${circuitId}`;
  const [saved, setSaved] = useState<SavedDraft>(() => {
    const { title, body, tags, state } = initial;
    const given = { findingId: edited?.findingId ?? null, revision: edited?.revision ?? 0 };
    return newerOf(begun, { ...given, fields: { title, body, tags }, state });
  });
  const [first] = useState(saved.fields);
  const [keeping, setKeeping] = useState<Keeping>({ is: "nowhere" });
  const [isTyped, setTyped] = useState(false);
  const [isLost, setLost] = useState(false);
  /** The same as `saved`, for what began before it was saved. */
  const latest = useRef(saved);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const lastSave = useRef(0);
  const underWay = useRef<Promise<boolean> | null>(null);
  /** What was saved meanwhile stays a version of its own, beside what is saved next. */
  const beside = useRef(false);
  const keepsItself = isMember && !edited?.isPublished;
  const thing = saved.findingId ? `finding:${saved.findingId}` : begun;
  const typed = useTypedForm({
    ...{ thing, base: saved.findingId ? `${saved.revision}` : "", initial: saved.fields },
  });

  const fieldsNow = () => {
    const form = new FormData(typed.form.current ?? undefined);
    const text = (name: string) => String(form.get(name) ?? "");
    return { title: text("title"), body: text("body"), tags: text("tags") };
  };

  function settle(next: SavedDraft) {
    rememberSaved(begun, next);
    if (next.findingId) rememberSaved(`finding:${next.findingId}`, next);
    latest.current = next;
    // A reload of the page that begins one would begin another.
    const isBeginning = window.location.pathname === "/findings/new" && next.findingId !== null;
    if (isBeginning)
      window.history.replaceState(window.history.state, "", `/findings/${next.findingId}/edit`);
    setSaved(next);
  }

  /** Whether the site has all that stands in the fields. */
  const save = useEffectEvent(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    while (underWay.current) await underWay.current;
    underWay.current = saveOnce().finally(() => {
      underWay.current = null;
    });
    return underWay.current;
  });

  const saveOnce = useEffectEvent(async (): Promise<boolean> => {
    const state = (await arrangement()) ?? latest.current.state;
    const sent = fieldsNow();
    const { findingId, revision, ...had } = latest.current;
    if (findingId === null && isEmpty(sent)) return false;
    if (findingId !== null && sameFields(sent, had.fields) && state === had.state) return true;
    setKeeping({ is: "saving" });
    lastSave.current = Date.now();
    const content = contentOf(sent, state);
    try {
      const answer = await (findingId === null
        ? createFinding({ circuitId, content })
        : (beside.current ? saveVersion : keepDraft)({ findingId, revision, content }));
      beside.current = false;
      typed.saved(sent);
      settle({ findingId: answer.id, revision: answer.revision, fields: sent, state });
      setKeeping({ is: "kept", at: Date.now() });
      onSaved();
      return sameFields(sent, fieldsNow());
    } catch (error) {
      await refuse(error);
      return false;
    }
  });

  async function refuse(error: unknown): Promise<void> {
    if (!(error instanceof Refusal)) throw error;
    const { findingId, revision } = latest.current;
    const theirs = error.status === 409 && findingId ? await fetchFinding(findingId).catch(() => null) : null;
    if (theirs && theirs.revision !== revision) {
      const fields = { title: theirs.title, body: theirs.body, tags: theirs.tags.join(", ") };
      settle({ findingId, revision: theirs.revision, fields, state: theirs.state });
      setKeeping(sameFields(fields, fieldsNow()) ? { is: "kept", at: Date.now() } : { is: "conflict" });
      return;
    }
    setKeeping({ is: "refused", error });
    if (error.status === 0 || error.status === 429 || error.status >= 500) later(againMillis);
  }

  function later(millis: number) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void save(), millis);
  }

  const changed = useEffectEvent(() => {
    setTyped(!sameFields(fieldsNow(), latest.current.fields));
    setLost(typed.isLost());
    if (!keepsItself || keeping.is === "conflict") return;
    if (saved.findingId !== null && sameFields(fieldsNow(), saved.fields)) return;
    if (saved.findingId === null && isEmpty(fieldsNow())) return;
    if (typed.notices.some(({ isShown, isOlder }) => isShown && isOlder)) beside.current = true;
    later(Math.max(pauseMillis, lastSave.current + apartMillis - Date.now()));
  });

  // What is typed while a save is under way is kept over the revision that it made.
  const rebase = useEffectEvent(() => {
    if (!sameFields(fieldsNow(), saved.fields)) typed.keep();
    changed();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever something else is saved, or was brought back
  useEffect(() => rebase(), [saved, typed.notices]);
  useEffect(() => () => clearTimeout(timer.current), []);

  return {
    ...{ typed, keeping, isTyped, isLost, keepsItself, first, fieldsNow },
    /** The finding that the site has of it; null while it has none. */
    findingId: () => latest.current.findingId,
    typedIn: () => {
      typed.keep();
      changed();
    },
    arranged: () => {
      if (keepsItself && saved.findingId !== null && keeping.is !== "conflict") later(pauseMillis);
    },
    /** Saves what stands there at once, as another version where it is not a draft; false where the site did not. */
    saveNow: () => {
      if (edited?.isPublished) beside.current = true;
      return save();
    },
    /** After a conflict: what stands here is saved beside what the other window saved. */
    keepMine: () => {
      beside.current = true;
      return save();
    },
    /** After a conflict: what the other window saved is shown; what stood here is offered. */
    showTheirs: () => {
      typed.putAway();
      setKeeping({ is: "kept", at: Date.now() });
    },
  };
}
