import { formatFeature } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import { type FeatureAddress, readSetSegment, setSegment } from "@/lib/features/feature-address";

const value = /^([^/]+)\/([^/]+)\/(\d{1,4})\/(\d{1,9})$/;

/** A feature as the catalogue's address names it. */
export function featureValue(address: FeatureAddress): string {
  return `${address.model}/${setSegment(address)}/${address.layer}/${address.index}`;
}

/**
 * What features are called, by their values in the catalogue: `storybook-4l/attn/3/566` is "attn.3.566 on Mary". Of a value that
 * is no feature of here there is nothing.
 */
export async function nameFeatures(values: readonly string[]): Promise<Map<string, string>> {
  const wanted = values.flatMap((each) => {
    const [, model, segment = "", layer, index] = value.exec(each) ?? [];
    const set = readSetSegment(segment);
    return set && model ? [{ value: each, model, ...set, layer: Number(layer), index: Number(index) }] : [];
  });
  if (wanted.length === 0) return new Map();
  const rows = await db().$queryRaw<{ value: string; name: string | null }[]>`
    select w.value, n.name
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      as w(value text, model text, kind text, set text, layer int, index int)
    join "Model" m on m.name = w.model
    join "DictionarySet" s on s."modelId" = m.id and s.kind::text = w.kind and s.name = w.set
    join "Dictionary" d on d."setId" = s.id and d.layer = w.layer and w.index < d."dSae"
    left join "FeatureName" n on n."dictionaryId" = d.id and n.index = w.index`;
  const names = new Map(rows.map((row) => [row.value, row.name]));
  return new Map(
    wanted.flatMap((feature): [string, string][] => {
      const name = names.get(feature.value);
      if (name === undefined) return [];
      return [[feature.value, `${formatFeature(feature)}${name === null ? "" : ` ${name}`}`]];
    }),
  );
}
