"use client";

import { createContext, type ReactNode, useContext } from "react";
import { type DictionaryKind, kindsInLayer } from "@/lib/circuit-format/kinds";
import type { Feature } from "@/lib/circuit-format/node-id";

/** Where the features of the sets are that are read, by kind. */
type SetPaths = Partial<Record<DictionaryKind, string>>;

const PathsContext = createContext<SetPaths>({});

/** Says where the features inside have their pages. */
export function FeaturesAt({ paths, children }: { paths: SetPaths; children: ReactNode }) {
  return <PathsContext value={paths}>{children}</PathsContext>;
}

/** The kinds of dictionary whose features the ones inside are, in the order of a layer. */
export function useFeatureKinds(): DictionaryKind[] {
  const paths = useContext(PathsContext);
  return kindsInLayer.filter((kind) => paths[kind] !== undefined);
}

/** Where a feature's page is; undefined where nobody says whose feature it is. */
export function useFeaturePath(feature: Feature | undefined): string | undefined {
  const path = useContext(PathsContext)[feature?.kind ?? "attn"];
  return path && feature && `${path}/${feature.layer}/${feature.index}`;
}
