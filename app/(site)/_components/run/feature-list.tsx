"use client";

import { useEffect, useMemo, useState } from "react";
import { Num } from "@/components/ui/num";
import { formatFeature } from "@/lib/circuit-format/node-id";
import type { ActiveFeatureView } from "@/lib/runs/view";
import { sortFeatures } from "./feature-order";
import { FeatureRow } from "./feature-row";
import type { MatchedFeatures } from "./match-features";
import type { Selection } from "./selection";

interface FeatureListProps {
  features: readonly ActiveFeatureView[];
  selection: Selection;
  /** What is said of a feature beside its id. */
  noteOf?: (feature: ActiveFeatureView) => string;
  chosen: string | null;
  onChoose: (feature: ActiveFeatureView) => void;
  onPoint: (feature: ActiveFeatureView | null) => void;
}

/** How many rows stand there at first, and how many come with each press. */
const rowsAtFirst = 60;
const rowsMore = 200;

/** The features that fire, in the order and of those words that the reader chose, with one scale for all bars. */
export function FeatureList({ features, selection, noteOf, ...row }: FeatureListProps) {
  const { kind, layer, order, find } = selection;
  const [rows, setRows] = useState(rowsAtFirst);
  const ofKind = useMemo(
    () =>
      sortFeatures(
        features.filter((each) => (kind ?? each.kind) === each.kind && (layer ?? each.layer) === each.layer),
        order,
      ),
    [features, kind, layer, order],
  );
  const { features: found, note } = useMatched(ofKind, find);
  const top = Math.max(0, ...found.map(({ activation }) => activation));
  const shown = found.slice(0, rows);
  const isAnyMeasured = features.some(({ measured }) => measured !== null);
  return (
    <>
      <p className="feature-list-scale" role={find.trim() === "" ? undefined : "status"}>
        {found.length} of {features.length} firing.{" "}
        {found.length > 0 && (
          <>
            Bars from 0 to <Num value={top} />, the largest activation of these.{" "}
          </>
        )}
        {selection.scope === "run" &&
          "The first token, and others that a dictionary was not trained on, are left out. "}
        {!isAnyMeasured &&
          features.length > 0 &&
          "No corpus was read for these dictionaries, so their maxima are not known. "}
        {note}
      </p>
      {found.length === 0 && features.length > 0 && (
        <p className="py-2 text-m">
          None of the features that fire here is meant by that. Choose all kinds and layers, or other words.
        </p>
      )}
      {features.length === 0 && <p className="py-2 text-m">No feature fires here.</p>}
      <ul className="feature-list">
        {shown.map((feature) => {
          const id = formatFeature(feature);
          return (
            <FeatureRow
              key={id}
              feature={feature}
              top={top}
              note={noteOf?.(feature)}
              {...row}
              chosen={row.chosen === id}
            />
          );
        })}
      </ul>
      {found.length > rows && (
        <button type="button" className="show-more" onClick={() => setRows(rows + rowsMore)}>
          {found.length - rows} more
        </button>
      )}
    </>
  );
}

/** Those that words mean. What reads them comes with the first. */
function useMatched(features: readonly ActiveFeatureView[], find: string): MatchedFeatures {
  const [matching, setMatching] = useState<typeof import("./match-features") | null>(null);
  const isWanted = find.trim() !== "";
  useEffect(() => {
    // Should it not come, all are shown, and it is asked for again with the next key.
    if (isWanted && !matching) import("./match-features").then(setMatching, () => {});
  }, [isWanted, matching]);
  return useMemo(
    () => (isWanted && matching ? matching.matchFeatures(features, find) : { features, note: null }),
    [features, find, isWanted, matching],
  );
}
