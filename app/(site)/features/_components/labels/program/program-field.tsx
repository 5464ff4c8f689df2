import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { TypedNotice } from "@/app/_typed/use-typed";
import { TextArea } from "@/components/ui/field";
import { TextLink } from "@/components/ui/link";
import "./program.css";

// Who writes no program needs nothing that reads one.
const ProgramCheck = lazy(() =>
  import("./program-check").then((loaded) => ({ default: loaded.ProgramCheck })),
);

interface ProgramFieldProps {
  /** Of the feature's page, whose examples it is tried on. */
  path: string;
  initial: string;
  /** What was brought back into the form, or is offered: with it another program may stand in the field. */
  notices: readonly TypedNotice[];
  error: string | undefined;
}

/** Where a label is said again as a program, with what it marks in the examples as one writes. */
export function ProgramField({ path, initial, notices, error }: ProgramFieldProps) {
  const details = useRef<HTMLDetailsElement>(null);
  const [source, setSource] = useState(initial);
  const [isOpen, setOpen] = useState(initial !== "");
  const written = () => details.current?.querySelector("textarea") ?? null;
  const look = () => setSource(written()?.value ?? "");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the form writes into the field by itself, and says so with notices
  useEffect(() => {
    const value = details.current?.querySelector("textarea")?.value ?? "";
    setSource(value);
    if (value !== "") setOpen(true);
  }, [notices]);
  return (
    <details
      ref={details}
      className="program-field"
      open={isOpen || error !== undefined}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
        look();
      }}
    >
      <summary>Say it as a program</summary>
      <TextArea
        name="program"
        label="Program"
        defaultValue={initial}
        rows={3}
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        placeholder={'word in ["he", "she"] and within 8 before repeats'}
        error={error}
        onInput={look}
        onFocus={look}
        hint={
          <>
            Not needed. It says yes or no for each token, from the tokens up to it, and is measured on all
            texts that were read. <TextLink href="/docs/features#programs">The language</TextLink>
          </>
        }
      />
      {isOpen && (
        <Suspense fallback={null}>
          <ProgramCheck
            path={path}
            source={source}
            onGo={(start, end) => {
              written()?.focus();
              written()?.setSelectionRange(start, end);
            }}
          />
        </Suspense>
      )}
    </details>
  );
}
