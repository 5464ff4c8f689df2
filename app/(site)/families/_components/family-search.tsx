import type { ReactNode } from "react";

interface FamilySearchProps {
  /** The page that is asked, and what it is asked for beside. */
  action: string;
  hidden: Readonly<Record<string, string>>;
  q: string;
  /** After the button. */
  children?: ReactNode;
}

/** Looks for prompt families by words of their titles. */
export function FamilySearch({ action, hidden, q, children }: FamilySearchProps) {
  return (
    <search aria-label="Prompt families">
      <form action={action} className="mt-2 mb-2 flex flex-wrap items-center gap-2">
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
        <button type="submit" className="button" data-look="quiet" data-size="s">
          Find
        </button>
        {children}
      </form>
    </search>
  );
}
