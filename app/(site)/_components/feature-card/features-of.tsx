"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Feature } from "@/lib/circuit-format/node-id";
import { featurePath } from "@/lib/features/feature-address";
import type { RunView } from "@/lib/runs/view";

interface ModelRead {
  /** Its name. */
  model: string;
  /** The dictionary sets that are read. */
  kinds: Pick<RunView["kinds"][number], "kind" | "set">[];
}

const ReadContext = createContext<ModelRead | null>(null);

/** Says of which model and sets the features inside are, so that each has a page. */
export function FeaturesOf({ children, ...read }: ModelRead & { children: ReactNode }) {
  return <ReadContext value={read}>{children}</ReadContext>;
}

/** Where a feature's page is; undefined where nobody says whose feature it is. */
export function useFeaturePath(feature: Feature | undefined): string | undefined {
  const read = useContext(ReadContext);
  const known = read?.kinds.find(({ kind }) => kind === feature?.kind);
  if (!read || !known || !feature) return undefined;
  return featurePath({ ...feature, model: read.model, set: known.set.name });
}
