import { Num } from "@/components/ui/num";
import type { Figure } from "@/lib/evidence-format/quality";

/** A measured figure with its standard error, where there is one. */
export function Measured({ figure: { value, error } }: { figure: Figure }) {
  return (
    <span className="whitespace-nowrap">
      <Num value={value} />
      {error !== null && error > 0 && (
        <small className="text-ink-soft">
          {" "}
          ± <Num value={error} />
        </small>
      )}
    </span>
  );
}
