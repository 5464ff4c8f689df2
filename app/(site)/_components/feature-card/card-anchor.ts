import { readThing } from "@/components/ui/graph/lit-things";
import { parseFeature } from "@/lib/circuit-format/node-id";

/** The attribute in which a page says where the features of its graph have their pages, by kind (`features-of.tsx`). */
export const pathsAttribute = "data-feature-paths";

/** What has a card: a name, which says where its feature is in `data-card`, or else any appearance of a graph's node. */
export interface CardAnchor {
  element: HTMLElement;
  /** The address of the feature's page. */
  path: string;
  /** Whether the pointer passes many of its kind, so that a card waits until it rests. */
  rests: boolean;
}

/** What an event is about, where that has a card. */
export function anchorOf({ target }: Event): CardAnchor | null {
  const element = target instanceof Element ? target.closest<HTMLElement>("[data-card],[data-thing]") : null;
  if (!element) return null;
  const { card, thing = "" } = element.dataset;
  const path = card ?? pathOfNode(readThing(thing).node);
  return path ? { element, path, rests: card === undefined } : null;
}

function pathOfNode(id: string | null): string | undefined {
  const feature = id ? parseFeature(id.replace(/@\d+$/, "")) : undefined;
  const paths = feature && document.querySelector(`[${pathsAttribute}]`)?.getAttribute(pathsAttribute);
  if (!paths) return undefined;
  const known: Record<string, string> = JSON.parse(paths);
  const path = known[feature.kind];
  return path && `${path}/${feature.layer}/${feature.index}`;
}
