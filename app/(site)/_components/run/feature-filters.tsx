import { Choice } from "@/components/ui/choice";
import { KindGlyph } from "@/components/ui/kind-glyph";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { RunView } from "@/lib/runs/view";
import { featureOrders, orderWords } from "./feature-order";
import { maxFind, type Selection } from "./selection";

interface FeatureFiltersProps {
  kinds: RunView["kinds"];
  selection: Selection;
  onChange: (change: Partial<Selection>) => void;
}

/** Which features are listed: of the token or of the run, of one kind, of one layer. */
export function FeatureFilters({ kinds, selection, onChange }: FeatureFiltersProps) {
  const layers = [...new Set(kinds.flatMap((kind) => kind.layers))].sort((a, b) => a - b);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Choice
        legend="Features of"
        name="scope"
        value={selection.scope}
        onChange={(scope) => onChange({ scope })}
        options={[
          { value: "token", label: "This token" },
          { value: "run", label: "Whole run" },
        ]}
      />
      <Choice<DictionaryKind | "all">
        legend="Kind"
        name="kind"
        value={selection.kind ?? "all"}
        onChange={(kind) => onChange({ kind: kind === "all" ? null : kind })}
        options={[
          { value: "all", label: "All kinds" },
          ...kinds.map(({ kind }) => ({
            value: kind,
            label: (
              <>
                <KindGlyph kind={kind} /> {kind}
              </>
            ),
          })),
        ]}
      />
      <select
        className="input"
        aria-label="Layer"
        value={selection.layer ?? "all"}
        onChange={({ target }) => onChange({ layer: target.value === "all" ? null : Number(target.value) })}
      >
        <option value="all">All layers</option>
        {layers.map((layer) => (
          <option key={layer} value={layer}>
            Layer {layer}
          </option>
        ))}
      </select>
      <select
        className="input"
        aria-label="Sorted by"
        title="Most telling: the share of its own maximum, times how rare it is that it fires at all"
        value={selection.order}
        onChange={({ target }) =>
          onChange({ order: featureOrders.find((order) => order === target.value) ?? featureOrders[0] })
        }
      >
        {featureOrders.map((order) => (
          <option key={order} value={order}>
            by {orderWords[order]}
          </option>
        ))}
      </select>
      <input
        className="input feature-find"
        type="search"
        aria-label="Search within"
        placeholder="name, 3.566, L3H5"
        maxLength={maxFind}
        spellCheck={false}
        value={selection.find}
        onChange={({ target }) => onChange({ find: target.value })}
      />
    </div>
  );
}
