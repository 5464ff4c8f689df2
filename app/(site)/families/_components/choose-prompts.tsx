import type { Family } from "@/lib/family-format/family";
import type { FamilyChoice } from "./family-choice";

interface ChoosePromptsProps {
  id: string;
  choice: FamilyChoice;
  rules: Family["counterfactuals"];
  models: readonly { name: string; displayName: string }[];
  /** The model and the rule that are shown. */
  model: string | null;
  rule: string | undefined;
  version: number;
  counts: { shown: number; heldOut: number };
}

/** What is shown of a family's prompts: a form that leads to an address, so that it needs no script. */
export function ChoosePrompts({
  id,
  choice,
  rules,
  models,
  model,
  rule,
  version,
  counts,
}: ChoosePromptsProps) {
  return (
    <form action={`/families/${id}`} className="mt-2 flex flex-wrap items-end gap-3 text-m">
      <input type="hidden" name="version" value={version} />
      <label className="grid gap-1">
        <span className="text-ink-soft text-s">Part</span>
        <select name="part" className="input" defaultValue={choice.heldOut ? "held-out" : "shown"}>
          <option value="shown">Shown ({counts.shown})</option>
          <option value="held-out">Held out ({counts.heldOut})</option>
        </select>
      </label>
      {models.length > 0 && (
        <label className="grid min-w-0 gap-1">
          <span className="text-ink-soft text-s">As tokens of</span>
          <select name="model" className="input max-w-full" defaultValue={model ?? undefined}>
            {models.map(({ name, displayName }) => (
              <option key={name} value={name}>
                {displayName}
              </option>
            ))}
          </select>
        </label>
      )}
      {rules.length > 0 && (
        <label className="grid min-w-0 gap-1">
          <span className="text-ink-soft text-s">Counterfactual</span>
          <select name="rule" className="input max-w-full" defaultValue={rule ?? ""}>
            <option value="">As the family says</option>
            {rules.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <button type="submit" className="button" data-look="quiet" data-size="s">
        Show
      </button>
    </form>
  );
}
