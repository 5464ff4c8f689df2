import type { ReactNode } from "react";
import { type Holding, holdings } from "@/lib/experiments/holdings";
import { holdingWords } from "./experiment-words";

interface ExperimentSearchProps {
  q: string;
  holds: Holding | undefined;
  /** What the page is asked for beside. */
  hidden: Readonly<Record<string, string>>;
  /** After the button. */
  children?: ReactNode;
}

/** Looks for experiments by words of their titles, and by what was concluded. */
export function ExperimentSearch({ q, holds, hidden, children }: ExperimentSearchProps) {
  return (
    <search aria-label="Experiments">
      <form action="/experiments" className="mt-2 mb-2 flex flex-wrap items-center gap-2">
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <input
          className="input w-64 max-w-full"
          type="search"
          name="q"
          aria-label="Words of the title"
          placeholder="Words of the title"
          defaultValue={q}
          maxLength={200}
          autoComplete="off"
        />
        <select name="holds" aria-label="Concluded" className="input max-w-full" defaultValue={holds ?? ""}>
          <option value="">Whatever was concluded</option>
          {holdings.map((holding) => (
            <option key={holding} value={holding}>
              {holdingWords[holding]}
            </option>
          ))}
        </select>
        <button type="submit" className="button" data-look="quiet" data-size="s">
          Find
        </button>
        {children}
      </form>
    </search>
  );
}
