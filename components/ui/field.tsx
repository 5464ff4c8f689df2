import { type ComponentProps, type ReactNode, useId } from "react";

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong with what was typed, and what to do. */
  error?: string | undefined;
}

/** What a control needs so that its hint and its error are read with it. */
function useField({ hint, error }: Pick<FieldProps, "hint" | "error">) {
  const id = useId();
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return {
    id,
    control: { id, "aria-invalid": error ? true : undefined, "aria-describedby": described || undefined },
  };
}

export function FieldNotes({ id, hint, error }: Pick<FieldProps, "hint" | "error"> & { id: string }) {
  return (
    <>
      {error && (
        <p id={`${id}-error`} className="text-m text-danger">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-s text-ink-soft">
          {hint}
        </p>
      )}
    </>
  );
}

export function TextField({ label, hint, error, ...rest }: FieldProps & ComponentProps<"input">) {
  const { id, control } = useField({ hint, error });
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-m font-semibold">
        {label}
      </label>
      <input type="text" {...rest} {...control} className="input" />
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  );
}

export function TextArea({ label, hint, error, ...rest }: FieldProps & ComponentProps<"textarea">) {
  const { id, control } = useField({ hint, error });
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-m font-semibold">
        {label}
      </label>
      <textarea {...rest} {...control} className="input" />
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  );
}
