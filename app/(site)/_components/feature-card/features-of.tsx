import type { ReactNode } from "react";
import { setPath } from "@/lib/features/feature-address";
import type { RunView } from "@/lib/runs/view";
import { pathsAttribute } from "./card-anchor";
import { FeaturesAt } from "./features-at";

interface FeaturesOfProps {
  /** Its name. */
  model: string;
  /** The dictionary sets that are read. */
  kinds: Pick<RunView["kinds"][number], "kind" | "set">[];
  children: ReactNode;
}

/** Says of which model and sets the features inside are, so that each has a page. */
export function FeaturesOf({ model, kinds, children }: FeaturesOfProps) {
  const paths = Object.fromEntries(
    kinds.map(({ kind, set }) => [kind, setPath({ model, kind, set: set.name })]),
  );
  return (
    <FeaturesAt paths={paths}>
      <span hidden {...{ [pathsAttribute]: JSON.stringify(paths) }} />
      {children}
    </FeaturesAt>
  );
}
