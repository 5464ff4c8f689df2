/**
 * What findings are filtered by. A facet is a kind and a value; its `code` is in the last six bits of the facet's id and in the
 * view `catalogue_facet` (migration `structure`), which says which values a finding has. No server code: pages link by the names.
 */
export const facetKinds = {
  model: { code: 1, shown: 12, isOne: true },
  set: { code: 2, shown: 12, isOne: false },
  target: { code: 3, shown: 5, isOne: true },
  feature: { code: 4, shown: 12, isOne: false },
  token: { code: 5, shown: 12, isOne: false },
  tag: { code: 6, shown: 12, isOne: false },
  author: { code: 7, shown: 12, isOne: true },
  verified: { code: 8, shown: 3, isOne: true },
  checked: { code: 9, shown: 2, isOne: true },
  completeness: { code: 10, shown: 3, isOne: true },
  replacement: { code: 11, shown: 3, isOne: true },
  starts: { code: 12, shown: 8, isOne: false },
  crosses: { code: 13, shown: 8, isOne: true },
  path: { code: 14, shown: 8, isOne: false },
  head: { code: 15, shown: 8, isOne: false },
} as const satisfies Record<string, FacetKind>;

interface FacetKind {
  code: number;
  /** Of so many values, the most frequent, it is told how many findings have them. */
  shown: number;
  /** Whether one value takes another's place, so that the others are counted as if none were chosen. */
  isOne: boolean;
}

export type FacetName = keyof typeof facetKinds;

/** Of the facet that every entry has, which stands for no filter. */
export const everythingCode = 0;

/** How many codes fit into a facet's id: the migration `facet_kinds`. */
export const codes = 64;

export const facetNames = Object.keys(facetKinds).filter(isFacetName);

export function isFacetName(name: string): name is FacetName {
  return Object.hasOwn(facetKinds, name);
}

/** The kind of a facet by its id; undefined of what stands for everything. */
export function facetNameOf(facetId: number): FacetName | undefined {
  return facetNames.find((name) => facetKinds[name].code === facetId % codes);
}
