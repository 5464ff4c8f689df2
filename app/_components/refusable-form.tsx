"use client";

import { type ReactNode, useActionState } from "react";
import type { FormState } from "@/lib/http/form";

interface RefusableFormProps {
  submit: (state: FormState, form: FormData) => Promise<FormState>;
  className?: string;
  children: ReactNode;
}

/** A form that says beside its button what the site refused, with or without JavaScript. */
export function RefusableForm({ submit, className, children }: RefusableFormProps) {
  const [{ error }, action] = useActionState(submit, { error: "" });
  return (
    <form action={action} className={className}>
      {children}
      {error && (
        <p role="alert" className="basis-full text-danger text-m">
          {error}
        </p>
      )}
    </form>
  );
}
