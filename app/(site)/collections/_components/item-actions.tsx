"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Refused } from "@/app/_components/refused";
import { moveItemMutation, noteItemMutation, removeItemMutation } from "@/app/_queries/collections";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";

interface ItemActionsProps {
  collectionId: string;
  itemId: string;
  /** What the buttons are about, for who hears them. */
  name: string;
  place: number;
  size: number;
  note: string;
}

/** What its owner does with an item of a collection: where it stands, what is said of it, whether it stays. */
export function ItemActions({ collectionId, itemId, name, place, size, note }: ItemActionsProps) {
  const router = useRouter();
  const [isNoting, setNoting] = useState(false);
  const [isSure, setSure] = useState(false);
  const item = { collectionId, itemId };
  const done = { onSuccess: () => router.refresh() };
  const move = useMutation(moveItemMutation);
  const remove = useMutation(removeItemMutation);
  // A row that is put elsewhere loses the focus, and who moves by keys wants to go on.
  const pressed = useRef<HTMLButtonElement | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the row stands elsewhere.
  useEffect(() => {
    pressed.current?.focus();
    pressed.current = null;
  }, [place]);
  function moveTo(to: number, button: HTMLButtonElement | null) {
    pressed.current = button;
    move.mutate({ ...item, place: to }, done);
  }
  function toPlace(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const to = Number(new FormData(event.currentTarget).get("place"));
    if (Number.isInteger(to) && to >= 1 && to <= size && to !== place) moveTo(to, null);
  }
  return (
    <div className="mt-2 grid gap-2 text-s">
      <div className="flex flex-wrap items-center gap-2">
        <Button
          size="s"
          busy={move.isPending}
          off={place <= 1}
          aria-label={`Move ${name} up`}
          onClick={(event) => moveTo(place - 1, event.currentTarget)}
        >
          Up
        </Button>
        <Button
          size="s"
          busy={move.isPending}
          off={place >= size}
          aria-label={`Move ${name} down`}
          onClick={(event) => moveTo(place + 1, event.currentTarget)}
        >
          Down
        </Button>
        <form onSubmit={toPlace} className="flex items-center gap-2">
          <label className="flex items-center gap-2">
            Place
            <input
              key={place}
              className="input w-20"
              type="number"
              name="place"
              min={1}
              max={size}
              defaultValue={place}
              aria-label={`Place of ${name}`}
            />
          </label>
          <Button size="s" type="submit" busy={move.isPending}>
            Move
          </Button>
        </form>
        <Button size="s" aria-expanded={isNoting} onClick={() => setNoting(!isNoting)}>
          {note === "" ? "Add a note" : "Change the note"}
        </Button>
        <Button
          size="s"
          look="danger"
          busy={remove.isPending}
          aria-label={isSure ? `Take ${name} out for good?` : `Take ${name} out`}
          onClick={() => (isSure ? remove.mutate(item, done) : setSure(true))}
        >
          {isSure ? "Take it out?" : "Take out"}
        </Button>
      </div>
      <Refused error={move.error ?? remove.error} notice />
      {isNoting && <NoteForm {...item} note={note} onDone={() => setNoting(false)} />}
    </div>
  );
}

interface NoteFormProps {
  collectionId: string;
  itemId: string;
  note: string;
  onDone: () => void;
}

function NoteForm({ note, onDone, ...item }: NoteFormProps) {
  const router = useRouter();
  const typed = useTypedForm({ thing: `item:${item.itemId}`, base: note, initial: { note } });
  const save = useMutation(noteItemMutation);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (save.isPending) return;
    const sent = String(new FormData(event.currentTarget).get("note"));
    save.mutate(
      { ...item, note: sent },
      {
        onSuccess: () => {
          typed.saved({ note: sent });
          router.refresh();
          onDone();
        },
      },
    );
  }
  return (
    <form ref={typed.form} onSubmit={submit} onInput={typed.keep} className="grid max-w-prose gap-2">
      <Restored typed={typed} />
      <TextArea label="Note" name="note" rows={2} maxLength={1_000} defaultValue={note} />
      <div>
        <Button size="s" type="submit" busy={save.isPending}>
          Save the note
        </Button>
      </div>
      <Refused error={save.error} notice />
    </form>
  );
}
