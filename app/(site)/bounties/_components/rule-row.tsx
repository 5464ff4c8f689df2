import { TextArea, TextField } from "@/components/ui/field";
import type { RuleChoice, RuleField } from "@/lib/bounties/rule-choices";

export interface RuleRowProps {
  /** Begins the names of its fields in the form. */
  at: string;
  choice: RuleChoice;
  /** What it says; null where the bounty does not ask for it. */
  stated: Record<string, unknown> | null;
}

/** `minInfluence` as one reads it: "Min influence". */
function words(name: string): string {
  const spaced = name
    .replaceAll("-", " ")
    .replaceAll(/([A-Z])/g, " $1")
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** A rule that a bounty may ask for: whether it does, and what it asks for. */
export function RuleRow({ at, choice, stated }: RuleRowProps) {
  const { kind, definition, fields, suggested } = choice;
  const says = stated ?? suggested;
  return (
    <div className="rule-row rule-choice">
      <label className="flex items-baseline gap-2">
        <input type="checkbox" name={`${at}.on`} defaultChecked={stated !== null} />
        <span className="font-semibold">{words(kind)}</span>
      </label>
      <p className="mt-1 max-w-prose text-ink-soft text-s">{definition}</p>
      {fields ? (
        <div className="mt-2 flex flex-wrap items-end gap-3">
          {fields.map((field) => (
            <RuleFieldInput key={field.name} at={at} field={field} value={says[field.name]} />
          ))}
        </div>
      ) : (
        <TextArea
          label="What it asks for, as JSON"
          name={`${at}.json`}
          rows={4}
          spellCheck={false}
          defaultValue={JSON.stringify(says, null, 1)}
        />
      )}
    </div>
  );
}

function RuleFieldInput({ at, field, value }: { at: string; field: RuleField; value: unknown }) {
  const name = `${at}.${field.name}`;
  switch (field.as) {
    case "number":
      return (
        <TextField
          label={words(field.name)}
          name={name}
          type="number"
          step={field.whole ? 1 : "any"}
          min={field.min ?? undefined}
          max={field.max ?? undefined}
          defaultValue={typeof value === "number" ? String(value) : ""}
        />
      );
    case "lines":
      return (
        <TextArea
          label={`${words(field.name)}, one a line`}
          name={name}
          rows={2}
          spellCheck={false}
          defaultValue={Array.isArray(value) ? value.join("\n") : ""}
        />
      );
    case "flag":
      return (
        <label className="flex items-baseline gap-2 text-m">
          <input type="checkbox" name={name} defaultChecked={value === true} /> {words(field.name)}
        </label>
      );
    case "choice":
    case "choices": {
      const chosen = Array.isArray(value) ? value : [value];
      return (
        <fieldset className="flex flex-wrap gap-x-3 text-m">
          <legend className="font-semibold">{words(field.name)}</legend>
          {field.of.map((word) => (
            <label key={word} className="flex items-baseline gap-1">
              <input
                type={field.as === "choice" ? "radio" : "checkbox"}
                {...{ name, value: word }}
                defaultChecked={chosen.includes(word)}
              />{" "}
              {word}
            </label>
          ))}
        </fieldset>
      );
    }
  }
}
