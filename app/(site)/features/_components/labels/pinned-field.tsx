import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { TypedNotice } from "@/app/_typed/use-typed";
import { maxPinned } from "@/lib/labels/label-words";

// Who pins nothing needs no examples.
const ExamplesToChoose = lazy(() =>
  import("@/app/(site)/_components/examples-to-choose").then((loaded) => ({
    default: loaded.ExamplesToChoose,
  })),
);

interface PinnedFieldProps {
  /** Of the feature's page. */
  path: string;
  /** The names of examples, with a space between. */
  initial: string;
  /** What was brought back into the form, or is offered: with it others may be pinned. */
  notices: readonly TypedNotice[];
  error: string | undefined;
}

/** Which of the feature's examples show what the label says. The form has their names in a field of its own. */
export function PinnedField({ path, initial, notices, error }: PinnedFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const [pinned, setPinned] = useState(() => namesIn(initial));
  const [isOpen, setOpen] = useState(initial !== "");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the form writes into the field by itself, and says so with notices
  useEffect(() => {
    const names = namesIn(field.current?.value ?? "");
    setPinned(names);
    if (names.length > 0) setOpen(true);
  }, [notices]);
  function pin(name: string, is: boolean) {
    const others = pinned.filter((each) => each !== name);
    const names = is ? [...others, name] : others;
    // The form looks at its fields in the same event.
    if (field.current) field.current.value = names.join(" ");
    setPinned(names);
  }
  const box = (name: string, words: string) => (
    <label>
      <input
        type="checkbox"
        checked={pinned.includes(name)}
        disabled={!pinned.includes(name) && pinned.length >= maxPinned.examples}
        onChange={(event) => pin(name, event.target.checked)}
      />{" "}
      {words}
    </label>
  );
  return (
    <details
      className="program-field"
      open={isOpen || error !== undefined}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>Pin examples that show it{pinned.length > 0 && ` (${pinned.length} pinned)`}</summary>
      {/* No "hidden" field: React would give such a one its first value again each time it draws. */}
      <input ref={field} type="text" hidden readOnly name="examples" defaultValue={initial} />
      <p className="feature-note">
        Not needed, {maxPinned.examples} at most. Who checks the label blind is never asked about these.
      </p>
      {error && <p className="text-danger text-m">{error}</p>}
      {isOpen && (
        <Suspense fallback={null}>
          <ExamplesToChoose
            path={path}
            also={pinned}
            choice={(name, example) => box(name, example ? `at ${example.position}` : "pinned")}
          />
        </Suspense>
      )}
    </details>
  );
}

function namesIn(text: string): string[] {
  return text.split(" ").filter((name) => name !== "");
}
