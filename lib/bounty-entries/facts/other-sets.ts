import type { Feature } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import type { ReadFrozen } from "../frozen";

export interface OtherSet {
  id: string;
  kind: string;
  checksum: string;
}

/**
 * The dictionary sets of a circuit's model beside its own, of the kinds of some features of it, with which the circuit of any finding was traced:
 * each checksum once. Drafts count too, so that nobody learns from what is asked for what others have entered. All of them, where what is
 * compared has no finding any more (`everySet`): nobody can see what it was traced with.
 */
export async function otherSetsOf(
  { modelChecksum, dictionarySets }: Pick<ReadFrozen["spec"], "modelChecksum" | "dictionarySets">,
  features: readonly Feature[],
  everySet = false,
): Promise<OtherSet[]> {
  const kinds = new Set<string>(features.map(({ kind }) => kind));
  const own = dictionarySets.filter(({ kind }) => kinds.has(kind));
  return db().$queryRaw<OtherSet[]>`
    select distinct on (kind, s.checksum) s.id, s.kind::text as kind, s.checksum
    from jsonb_to_recordset(${JSON.stringify(own)}::jsonb) as o(kind text, checksum text)
    join "Model" m on m.checksum = ${modelChecksum}
    join "DictionarySet" s on s."modelId" = m.id and s.kind::text = o.kind and s.checksum <> o.checksum
    where ${everySet} or exists (
      select from "RunSet" r join "Circuit" c on c."runId" = r."runId" join "Finding" f on f."circuitId" = c.id
      where r."setId" = s.id)
    order by kind, s.checksum, s.id`;
}
