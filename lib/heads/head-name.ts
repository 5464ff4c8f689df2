export interface HeadPlace {
  layer: number;
  head: number;
}

/** `3.5`, as heads are named everywhere: layer, then head, from 0. */
export function formatHead({ layer, head }: HeadPlace): string {
  return `${layer}.${head}`;
}

/** Reads `3.5` and `L3H5`; null for anything else. */
export function parseHead(text: string): HeadPlace | null {
  const [, layer, head] = /^(\d{1,4})\.(\d{1,4})$/.exec(text) ?? /^L(\d{1,4})H(\d{1,4})$/i.exec(text) ?? [];
  return layer === undefined || head === undefined ? null : { layer: Number(layer), head: Number(head) };
}

/** Where a head's page is. */
export function headPath(model: string, place: HeadPlace): string {
  return `/models/${encodeURIComponent(model)}/heads/${formatHead(place)}`;
}
