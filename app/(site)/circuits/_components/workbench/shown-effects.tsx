"use client";

import { createContext, use } from "react";
import { formatNumber } from "@/components/ui/format-number";
import type { EffectScale } from "@/lib/causal-checks/effect-scale";
import { isOpposite } from "@/lib/causal-checks/largest-measured";

/** What the causal check that is shown says, for whatever tells of a node. */
export interface ShownEffects {
  /** Null while nothing was measured. */
  scale: EffectScale | null;
  /** The nodes drawn for their measured effect alone. */
  missed: ReadonlySet<string>;
  /** Of all effects. */
  unit: string;
}

const nothing: ShownEffects = { scale: null, missed: new Set(), unit: "" };
const Effects = createContext(nothing);
export const ShownEffectsOf = Effects.Provider;

export function useShownEffects(): ShownEffects {
  return use(Effects);
}

/** A node's measured effect beside its predicted one, in a few words; nothing of what was not ablated. */
export function MeasuredWords({ id }: { id: string }) {
  const { scale, missed } = useShownEffects();
  const point = scale?.measured.get(id);
  if (!point) return null;
  return (
    <span className="measured-words">
      {missed.has(id) && "missed: "}predicted {formatNumber(point.predicted)}, measured{" "}
      {formatNumber(point.measured)}
      {isOpposite(point) && ", against"}
    </span>
  );
}
