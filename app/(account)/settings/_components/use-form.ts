"use client";

import { type UseMutationOptions, useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { fieldsOf } from "@/app/_queries/refusal";

interface FormState {
  busy: boolean;
  /** What came of it, for a status line. */
  done: string;
  fields: Readonly<Record<string, string>>;
  /** What is wrong and belongs to no field. */
  message: string;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
}

/**
 * A form that sends itself to the API and stays as typed. `read` makes the body of what was typed; `done` is what to
 * say once it is there.
 */
export function useForm<Body, Answer>(
  mutation: UseMutationOptions<Answer, Error, Body>,
  read: (form: FormData) => Body,
  done: (answer: Answer) => string,
  { clear = false, onDone }: { clear?: boolean; onDone?: (sent: Body) => void } = {},
): FormState {
  const router = useRouter();
  const { mutate, isPending, data, error } = useMutation(mutation);
  const fields = fieldsOf(error);
  return {
    busy: isPending,
    done: data === undefined ? "" : done(data),
    fields,
    message: Object.keys(fields).length > 0 ? "" : (error?.message ?? ""),
    onSubmit: (event) => {
      event.preventDefault();
      if (isPending) return;
      const form = event.currentTarget;
      const sent = read(new FormData(form));
      mutate(sent, {
        onSuccess: () => {
          onDone?.(sent);
          if (clear) form.reset();
          router.refresh();
        },
      });
    },
  };
}
