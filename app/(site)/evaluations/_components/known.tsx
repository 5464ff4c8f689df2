import { Num } from "@/components/ui/num";

/** A number, or that it is not known. */
export function Known({ value }: { value: number | null }) {
  return value === null ? <span className="text-ink-soft">unknown</span> : <Num value={value} />;
}

/** From where to where 95% of the bootstrap samples lie. */
export function Between({ interval }: { interval: readonly [number, number] | null }) {
  if (!interval) return <span className="text-ink-soft">unknown</span>;
  return (
    <span className="whitespace-nowrap">
      <Num value={interval[0]} /> to <Num value={interval[1]} />
    </span>
  );
}
