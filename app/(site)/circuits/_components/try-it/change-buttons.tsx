import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { type Edit, maxFactor, scaleFeature, setFeature } from "@/lib/circuit-format/edit";
import type { FeatureId } from "@/lib/circuit-format/node-id";
import type { Chosen } from "./changeable";

type Asked = "scale" | "set";

interface ChangeButtonsProps {
  chosen: Chosen | null;
  busy: boolean;
  onChange: (edits: readonly Edit[]) => void;
}

/** What can be done to what is chosen, and why not where nothing can. */
export function ChangeButtons({ chosen, busy, onChange }: ChangeButtonsProps) {
  const [open, setOpen] = useState<Asked | null>(null);
  const reasons = useId();
  const features = chosen?.features ?? [];
  const off = features.length === 0;
  const scale = (by: number) => onChange(features.map((feature) => scaleFeature(feature, by)));
  const toggle = (which: Asked) => setOpen(open === which ? null : which);
  return (
    <fieldset className="grid gap-2" aria-describedby={reasons}>
      <legend className="text-m">
        {chosen ? <span className="mono break-words">{chosen.name}</span> : "Nothing is chosen"}
      </legend>
      <div className="flex flex-wrap gap-2">
        <Button size="s" off={off} busy={busy} onClick={() => scale(0)}>
          Ablate
        </Button>
        <Button size="s" off={off} busy={busy} onClick={() => scale(2)}>
          {"\u00d7 2"}
        </Button>
        <Button size="s" off={off} aria-expanded={open === "scale"} onClick={() => toggle("scale")}>
          {"Scale\u2026"}
        </Button>
        <Button size="s" off={off} aria-expanded={open === "set"} onClick={() => toggle("set")}>
          {"Set\u2026"}
        </Button>
      </div>
      {open && !off && (
        <ValueForm key={open} asked={open} features={features} busy={busy} onChange={onChange} />
      )}
      <p id={reasons} className="text-ink-soft text-s empty:hidden">
        {why(chosen)}
      </p>
    </fieldset>
  );
}

function why(chosen: Chosen | null): string {
  if (!chosen) return "Choose a node, a group, or mark several nodes, to change them.";
  const { features, reasons } = chosen;
  if (reasons.length === 0) return "";
  if (features.length === 0) return reasons.join(" ");
  return `Of these ${features.length} ${features.length === 1 ? "is a feature and changes" : "are features and change"}. ${reasons.join(" ")}`;
}

const asks = {
  scale: {
    label: "Multiply the activation by",
    button: "Scale",
    note: "0 takes it out, 1 leaves it, below 0 turns it round.",
  },
  set: {
    label: "Set the activation to",
    button: "Set",
    note: "In the dictionary's own units, active there or not.",
  },
} as const;

interface ValueFormProps extends Pick<ChangeButtonsProps, "busy" | "onChange"> {
  asked: Asked;
  features: readonly FeatureId[];
}

function ValueForm({ asked, features, busy, onChange }: ValueFormProps) {
  const [text, setText] = useState("");
  const [refusal, setRefusal] = useState("");
  const ids = { field: useId(), note: useId() };
  const { label, button, note } = asks[asked];
  function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    const value = readNumber(text);
    setRefusal(value === null ? "Write a number between \u{2212}1e9 and 1e9, such as 0.5 or \u{2212}2." : "");
    if (value === null) return;
    onChange(
      features.map((feature) =>
        asked === "scale" ? scaleFeature(feature, value) : setFeature(feature, value),
      ),
    );
  }
  return (
    <form className="grid gap-1 text-s" onSubmit={submit} noValidate>
      <label htmlFor={ids.field}>{label}</label>
      <span className="flex gap-2">
        <input
          id={ids.field}
          className="input try-number"
          inputMode="decimal"
          autoComplete="off"
          maxLength={40}
          aria-invalid={refusal !== "" || undefined}
          aria-describedby={ids.note}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <Button size="s" type="submit" look="primary" busy={busy}>
          {button}
        </Button>
      </span>
      <span
        id={ids.note}
        role={refusal ? "alert" : undefined}
        className={refusal ? "text-danger" : "text-ink-soft"}
      >
        {refusal || note}
      </span>
    </form>
  );
}

/** A number as people write it; null for what is none or too large. */
export function readNumber(text: string): number | null {
  const plain = text.trim().replace("\u2212", "-");
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN;
  return Math.abs(value) <= maxFactor ? value : null;
}
