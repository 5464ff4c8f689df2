import type { EntryFacts } from "@/lib/bounty-format/facts";
import { featureNodesOf } from "@/lib/bounty-rules/feature-nodes-of";
import { featureOf, formatFeature } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import type { ReadFrozen } from "../frozen";

/** Of very large circuits the most influential features. */
const maxFeatures = 4_000;

interface Row {
  kind: "attn" | "mlp" | "resid";
  layer: number;
  index: number;
  since: Date;
  hasPart: boolean;
}

/**
 * The labels of a circuit's features that were supported when it was entered, since when, and whether anything in the log of labels,
 * which is only added to, says that one of its entrants had a part in them.
 */
export async function supportedLabelsOf(
  { spec, nodes }: Pick<ReadFrozen, "spec" | "nodes">,
  { committedAt, memberIds }: { committedAt: Date; memberIds: readonly string[] },
): Promise<EntryFacts["supportedLabels"]> {
  const features = new Map(
    featureNodesOf({ spec, nodes }).flatMap((node) => {
      const feature = featureOf(node);
      return feature ? [[formatFeature(feature), feature] as const] : [];
    }),
  );
  const asked = [...features.values()].slice(0, maxFeatures);
  const rows = await db().$queryRaw<Row[]>`
    select distinct s.kind::text as kind, d.layer, n.index, n."standsSince" as since, exists (
      select from "LabelEvent" v where v."labelId" = n."leaderId" and v."actorId" = any(${[...memberIds]}::uuid[])) as "hasPart"
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as f(kind text, layer int, index int)
    join jsonb_to_recordset(${JSON.stringify(spec.dictionarySets)}::jsonb) as c(kind text, checksum text) on c.kind = f.kind
    join "DictionarySet" s on s.checksum = c.checksum and s.kind::text = f.kind
    join "Dictionary" d on d."setId" = s.id and d.layer = f.layer
    join "Naming" n on n."dictionaryId" = d.id and n.index = f.index
    where n.state = 'supported' and n."leaderId" is not null and n."standsSince" <= ${committedAt}
    order by kind, d.layer, n.index, since, "hasPart"`;
  return rows.map(({ since, hasPart, ...feature }) => ({
    ...{ feature: formatFeature(feature), supportedSince: since.toISOString(), hasPart },
  }));
}
