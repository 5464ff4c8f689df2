import { useMutation } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { accountAddress } from "@/app/_components/account-address";
import { Refused } from "@/app/_components/refused";
import { proposeMutation, reviseMutation } from "@/app/_queries/labels";
import { fieldsOf } from "@/app/_queries/refusal";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { Button } from "@/components/ui/button";
import { TextArea, TextField } from "@/components/ui/field";
import { ButtonLink } from "@/components/ui/link";
import { exampleReference, readExampleReference } from "@/lib/features/example-reference";
import { type LabelSide, labelLengths, maxRationale } from "@/lib/labels/label-words";
import type { LabelView } from "@/lib/labels/view";
import { PinnedField } from "./pinned-field";
import { ProgramField } from "./program/program-field";

interface LabelFormProps {
  path: string;
  signedIn: boolean;
  /** By what the browser keeps what is typed. */
  thing: string;
  asks: string;
  example?: string;
  /** A side to propose for, or a label of one's own to say better. */
  of: { side: LabelSide } | { label: LabelView };
  onDone: () => void;
}

/** Proposes a label, or says one's own better. What is typed is kept until it is sent. */
export function LabelForm({ path, signedIn, thing, asks, example, of, onDone }: LabelFormProps) {
  const pathname = usePathname();
  // What is edited is what was looked at, also where the label changes meanwhile in another window.
  const [label] = useState("label" in of ? of.label : null);
  const initial = {
    text: label?.text ?? "",
    rationale: label?.rationale ?? "",
    program: label?.program?.source ?? "",
    examples: (label?.evidence.examples ?? []).map(exampleReference).join(" "),
  };
  const [length, setLength] = useState([...initial.text].length);
  const { form, keep, saved, ...typed } = useTypedForm({
    thing,
    base: String(label?.revision ?? 0),
    initial,
  });
  const proposing = useMutation(proposeMutation(path));
  const revising = useMutation(reviseMutation(path));
  const { error, isPending } = label ? revising : proposing;
  const fields = fieldsOf(error);

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending || !signedIn) return;
    const data = new FormData(event.currentTarget);
    const typedNow = {
      text: String(data.get("text")),
      rationale: String(data.get("rationale")),
      program: String(data.get("program") ?? ""),
      examples: String(data.get("examples") ?? ""),
    };
    const content = {
      ...{ text: typedNow.text, rationale: typedNow.rationale },
      program: typedNow.program.trim() === "" ? null : typedNow.program,
      evidence: {
        examples: typedNow.examples.split(" ").flatMap((name) => readExampleReference(name) ?? []),
        circuits: label?.evidence.circuits ?? [],
      },
    };
    const done = {
      onSuccess: () => {
        saved(typedNow);
        onDone();
      },
    };
    if (label) {
      const { id, revision } = label;
      revising.mutate({ id, revision, ...content }, done);
    } else if ("side" in of) proposing.mutate({ side: of.side, ...content }, done);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape") return onDone();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.current?.requestSubmit();
  }

  return (
    <form
      ref={form}
      className="label-form"
      onSubmit={send}
      onKeyDown={onKeyDown}
      onInput={() => {
        keep();
        const field = form.current?.elements.namedItem("text");
        if (field instanceof HTMLInputElement) setLength([...field.value.trim()].length);
      }}
    >
      <Restored typed={{ ...typed, keep, saved }} />
      <TextField
        name="text"
        label="Label"
        defaultValue={initial.text}
        placeholder={example}
        autoComplete="off"
        autoFocus
        required
        error={fields.text}
        hint={`${asks} ${length} of ${labelLengths.max} characters.`}
      />
      <TextArea
        name="rationale"
        label="Why, in Markdown"
        defaultValue={initial.rationale}
        rows={2}
        maxLength={maxRationale}
        error={fields.rationale ?? fields.body}
        hint="Not needed: what shows it, what it does not cover."
      />
      <PinnedField
        path={path}
        initial={initial.examples}
        notices={typed.notices}
        error={fields.evidence ?? fields["evidence.examples"]}
      />
      <ProgramField path={path} initial={initial.program} notices={typed.notices} error={fields.program} />
      {error && Object.keys(fields).length === 0 && <Refused error={error} />}
      <div className="flex flex-wrap items-baseline gap-2">
        {signedIn ? (
          <Button type="submit" size="s" look="primary" busy={isPending} title="Ctrl or \u2318 and Enter">
            {label ? "Save" : "Propose it"}
          </Button>
        ) : (
          <ButtonLink href={accountAddress("/sign-in", pathname)} size="s" look="primary">
            Sign in to propose it
          </ButtonLink>
        )}
        <Button size="s" look="plain" onClick={onDone}>
          Close
        </Button>
        <span className="feature-note">
          {signedIn
            ? "Labels are dedicated to the public domain (CC0), under your name."
            : "What you typed is kept."}
        </span>
      </div>
    </form>
  );
}
