import { type ByHead, headWays } from "@/lib/circuit-graph/edge-heads";

interface EdgesByProps {
  /** Whether any edge of the circuit is split by head. */
  isSplit: boolean;
  byHead: ByHead | null;
  onChange: (byHead: ByHead | null) => void;
}

/** What edges are told apart by. Where none is split it is offered only to whom an address has it in force, as the way back. */
export function EdgesBy({ isSplit, byHead, onChange }: EdgesByProps) {
  if (!isSplit && !byHead) return null;
  return (
    <label
      className="tool-check"
      title="What goes through attention, by the head that reads it or the head that wrote it"
    >
      edges by
      <select
        className="input edges-by"
        value={byHead?.way ?? "sign"}
        onChange={({ target }) => {
          const way = headWays.find((each) => each === target.value);
          onChange(way ? { way, head: null } : null);
        }}
      >
        <option value="sign">sign</option>
        <option value="read">reading head</option>
        <option value="wrote">writing head</option>
      </select>
    </label>
  );
}
