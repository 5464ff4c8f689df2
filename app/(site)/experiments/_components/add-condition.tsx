"use client";

import { type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import type { Ablation } from "@/lib/evidence-format/evaluation";
import { interventionWords } from "./experiment-words";
import {
  type Change,
  changes,
  fieldsOfChange,
  interventionOf,
  isChange,
  withCondition,
} from "./made-condition";

interface AddConditionProps {
  roles: readonly string[];
  hasCounterfactuals: boolean;
  /** The plan as it stands, and what takes its place. */
  read: () => string;
  write: (plan: string) => void;
}

const values: Record<Ablation, string> = {
  counterfactual: "what its counterfactual has",
  mean: "the mean over the prompts",
  zero: "zero",
};

/** Writes a condition into the plan, for who does not know the format by heart. */
export function AddCondition({ roles, hasCounterfactuals, read, write }: AddConditionProps) {
  const id = useId();
  const [change, setChange] = useState<Change>("site attn");
  const [layer, setLayer] = useState("each");
  const [head, setHead] = useState("0");
  const [feature, setFeature] = useState("");
  const [to, setTo] = useState<Ablation>(hasCounterfactuals ? "counterfactual" : "mean");
  const [role, setRole] = useState(roles.at(-1) ?? "");
  const [said, setSaid] = useState<{ fault: boolean; words: string } | null>(null);
  const shown = fieldsOfChange(change);
  const isSplice = change.startsWith("splice");

  function add() {
    const made = interventionOf({ change, layer, head, feature, to, role: role === "" ? null : role });
    if (typeof made === "string") return setSaid({ fault: true, words: made });
    const name = `${changes[change].split(",")[0]?.toLowerCase()}${role === "" ? "" : ` at ${role}`}`;
    const added = withCondition(read(), { name, intervention: made });
    if ("fault" in added)
      return setSaid({ fault: true, words: `The plan cannot be added to. ${added.fault}` });
    write(added.plan);
    setSaid({ fault: false, words: `Added: ${interventionWords(made)}.` });
  }

  return (
    <fieldset className="grid gap-2 border border-line p-3 text-m">
      <legend className="px-1 font-semibold">Add a condition</legend>
      <div className="flex flex-wrap items-end gap-2">
        <Choice id={`${id}-change`} label="Change">
          <select
            id={`${id}-change`}
            className="input max-w-full"
            value={change}
            onChange={({ target }) => setChange(all.find((each) => each === target.value) ?? "site attn")}
          >
            {all.map((each) => (
              <option key={each} value={each} disabled={each.startsWith("patch") && !hasCounterfactuals}>
                {changes[each]}
              </option>
            ))}
          </select>
        </Choice>
        {shown.layer && (
          <Choice id={`${id}-layer`} label="Layer">
            <input
              id={`${id}-layer`}
              className="input w-20"
              value={layer}
              onChange={({ target }) => setLayer(target.value)}
              aria-describedby={`${id}-layers`}
            />
          </Choice>
        )}
        {shown.head && (
          <Choice id={`${id}-head`} label="Head">
            <input
              id={`${id}-head`}
              className="input w-16"
              inputMode="numeric"
              value={head}
              onChange={({ target }) => setHead(target.value)}
            />
          </Choice>
        )}
        {shown.feature && (
          <Choice id={`${id}-feature`} label="Feature">
            <input
              id={`${id}-feature`}
              className="input w-32"
              placeholder="attn.3.566"
              value={feature}
              onChange={({ target }) => setFeature(target.value)}
            />
          </Choice>
        )}
        {shown.to && (
          <Choice id={`${id}-to`} label="Bring it to">
            <select
              id={`${id}-to`}
              className="input max-w-full"
              value={to}
              onChange={({ target }) => setTo(ablations.find((each) => each === target.value) ?? "mean")}
            >
              {ablations.map((each) => (
                <option key={each} value={each} disabled={each === "counterfactual" && !hasCounterfactuals}>
                  {values[each]}
                </option>
              ))}
            </select>
          </Choice>
        )}
        <Choice id={`${id}-role`} label="At">
          <select
            id={`${id}-role`}
            className="input max-w-full"
            value={role}
            onChange={({ target }) => setRole(target.value)}
          >
            {isSplice ? (
              <option value="">every position</option>
            ) : (
              roles.length === 0 && <option value="">no role</option>
            )}
            {roles.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </Choice>
        <Button onClick={add}>Add it</Button>
      </div>
      <p id={`${id}-layers`} className="text-ink-soft text-s">
        A layer is a number from 0; “each” makes one condition for each layer, “all” changes all of them
        together.
      </p>
      <p role="status" className={said?.fault ? "text-danger" : "text-ink-soft"}>
        {said?.words}
      </p>
    </fieldset>
  );
}

const all: readonly Change[] = Object.keys(changes).flatMap((name) => (isChange(name) ? [name] : []));
const ablations = ["counterfactual", "mean", "zero"] as const satisfies readonly Ablation[];

function Choice({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 gap-1">
      <label htmlFor={id} className="text-ink-soft text-s">
        {label}
      </label>
      {children}
    </div>
  );
}
