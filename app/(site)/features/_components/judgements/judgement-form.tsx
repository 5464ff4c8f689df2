"use client";

import { useActionState, useId } from "react";
import { Button } from "@/components/ui/button";
import { featureFamilies, grades, type JudgementContent } from "@/lib/judgements/judgement-words";
import { confidenceEnds, familyNames, interpretableEnds } from "./judgement-sayings";
import type { JudgementState } from "./submit-judgement";

interface JudgementFormProps {
  own: JudgementContent | null;
  submit: (state: JudgementState, form: FormData) => Promise<JudgementState>;
}

/** Four questions about a feature, answered with or without JavaScript. */
export function JudgementForm({ own, submit }: JudgementFormProps) {
  const before: JudgementState["chosen"] = own
    ? {
        ...{ interpretable: String(own.interpretable), family: own.family },
        ...{ meanings: own.hasOneMeaning ? "one" : "several", confidence: String(own.confidence) },
      }
    : {};
  const [{ chosen, error }, action, isSending] = useActionState(submit, { chosen: before, error: "" });
  const familyId = useId();
  return (
    <form key={JSON.stringify(chosen)} action={action} className="judgement-form">
      <Grades
        name="interpretable"
        asks="How interpretable is it?"
        ends={interpretableEnds}
        chosen={chosen.interpretable}
      />
      <div className="judgement-question">
        <label htmlFor={familyId}>Of which family?</label>
        <select id={familyId} name="family" required defaultValue={chosen.family ?? ""} className="input">
          <option value="" disabled>
            choose one
          </option>
          {featureFamilies.map((family) => (
            <option key={family} value={family}>
              {familyNames[family]}
            </option>
          ))}
        </select>
      </div>
      <fieldset className="judgement-question">
        <legend>How many meanings has it?</legend>
        <span className="judgement-choices">
          <Choice name="meanings" value="one" chosen={chosen.meanings}>
            one
          </Choice>
          <Choice name="meanings" value="several" chosen={chosen.meanings}>
            several that have nothing to do with each other
          </Choice>
        </span>
      </fieldset>
      <Grades
        name="confidence"
        asks="How sure are you of this?"
        ends={confidenceEnds}
        chosen={chosen.confidence}
      />
      {error && (
        <p role="alert" className="text-danger text-m">
          {error}
        </p>
      )}
      <div>
        <Button type="submit" size="s" look="primary" busy={isSending}>
          {own ? "Change it" : "Save and see what others say"}
        </Button>
      </div>
    </form>
  );
}

interface GradesProps {
  name: string;
  asks: string;
  ends: readonly [string, string];
  chosen: string | undefined;
}

function Grades({ name, asks, ends, chosen }: GradesProps) {
  return (
    <fieldset className="judgement-question">
      <legend>{asks}</legend>
      <span className="judgement-choices">
        {grades.map((grade) => (
          <Choice key={grade} name={name} value={String(grade)} chosen={chosen}>
            {grade}
          </Choice>
        ))}
        <span className="feature-note">{ends.join("; ")}</span>
      </span>
    </fieldset>
  );
}

interface ChoiceProps {
  name: string;
  value: string;
  chosen: string | undefined;
  children: string | number;
}

function Choice({ name, value, chosen, children }: ChoiceProps) {
  return (
    <label>
      <input type="radio" name={name} value={value} required defaultChecked={chosen === value} /> {children}
    </label>
  );
}
