"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { Sent } from "@/app/_components/send-json";

interface FormState {
  busy: boolean;
  /** What came of it, for a status line. */
  done: string;
  fields: Record<string, string>;
  /** What is wrong and belongs to no field. */
  message: string;
  onSubmit: (event: FormEvent<HTMLFormElement>) => Promise<void>;
}

/**
 * A form that sends itself to the API and stays as typed. `send` gets the fields by name; `done` is what to say,
 * or null where the next page says it.
 */
export function useForm<T>(
  send: (form: FormData) => Promise<Sent<T>>,
  done: (body: T) => string,
  { clear = false } = {},
): FormState {
  const router = useRouter();
  const [state, setState] = useState({ busy: false, done: "", message: "", fields: {} });

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (state.busy) return;
    const form = event.currentTarget;
    setState({ busy: true, done: "", message: "", fields: {} });
    const sent = await send(new FormData(form));
    if (sent.ok) {
      setState({ busy: false, done: done(sent.body), message: "", fields: {} });
      if (clear) form.reset();
      router.refresh();
      return;
    }
    const inFields = Object.keys(sent.fields).length > 0;
    setState({ busy: false, done: "", message: inFields ? "" : sent.message, fields: sent.fields });
  }

  return { ...state, onSubmit };
}
