import { FoldAway } from "@/app/_components/fold-away";

const keys: readonly [string, string][] = [
  ["\u2191 \u2193", "along the strongest edge"],
  ["\u2190 \u2192", "along the row"],
  ["Page up, Page down", "to the next row"],
  ["Enter", "to what is told about the node"],
  ["Esc", "back to the graph; there, choose nothing"],
  ["Space or Shift + click", "mark, to group several"],
  ["E", "expand"],
  ["H", "hide"],
  ["P", "pin"],
  ["Ctrl + Z, Ctrl + Shift + Z", "undo, redo"],
  ["+ \u2212 0", "zoom in, out, show all"],
  ["Ctrl + wheel, drag", "zoom, move"],
];

export function WorkbenchKeys() {
  return (
    <FoldAway summary="Keys" className="keys">
      <dl>
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </FoldAway>
  );
}
