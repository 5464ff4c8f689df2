"use client";

import { type RefObject, useRef } from "react";
import type { Fields } from "./typed-store";
import { type Typed, useTyped } from "./use-typed";

interface TypedForm {
  thing: string;
  base: string;
  /** The names of the fields that are kept, with what they hold at first. */
  initial: Fields;
}

/** The same for a form of uncontrolled fields: `form` is its ref, and its `onInput` is `keep`. */
export function useTypedForm({
  thing,
  base,
  initial,
}: TypedForm): Typed & { form: RefObject<HTMLFormElement | null> } {
  const form = useRef<HTMLFormElement>(null);
  const field = (name: string) => {
    const found = form.current?.elements.namedItem(name);
    return found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement ? found : null;
  };
  const typed = useTyped({
    ...{ thing, base, initial },
    read: () => Object.fromEntries(Object.keys(initial).map((name) => [name, field(name)?.value ?? ""])),
    write: (fields) => {
      for (const name of Object.keys(initial)) {
        const at = field(name);
        if (at) at.value = fields[name] ?? "";
      }
    },
  });
  return { ...typed, form };
}
