import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { type FeatureAddress, featurePath } from "@/lib/features/feature-address";
import { readFeatureReference } from "@/lib/features/feature-reference";
import { featureCursor } from "@/lib/features/find-features";
import { findReferenceModels } from "@/lib/features/find-meant";
import { matchReference } from "@/lib/features/match-reference";
import { searchFeatures } from "@/lib/features/search-features";
import type { WantedFeatures } from "./project-schemas";
import { maxAdded } from "./project-words";

export interface FeatureKey {
  dictionaryId: string;
  index: number;
}

/** Features of a search that are read at once. */
const pageSize = 100;

/**
 * The features that somebody names, finds or has in a circuit, each once. Throws "unprocessable" for a line that names none, or several,
 * for what finds none and for a circuit that has more than may come at once; "not-found" for a circuit that is not there.
 */
export async function readWantedFeatures(wanted: WantedFeatures): Promise<FeatureKey[]> {
  if (wanted.from === "circuit") return ofCircuit(wanted.circuitId);
  const addresses =
    wanted.from === "list" ? await ofList(wanted.features, wanted.model) : await ofSearch(wanted);
  return keysOf(addresses);
}

function refuse(field: string, sentence: string): AppError {
  return new AppError("unprocessable", sentence, { fields: { [field]: sentence } });
}

async function ofList(lines: readonly string[], model: string | undefined): Promise<FeatureAddress[]> {
  const models = await findReferenceModels(model);
  if (model !== undefined && models.length === 0)
    throw refuse("model", `There is no model named ${model} here.`);
  return lines.map((line, n) => {
    const where = `Line ${n + 1}, \u201c${line.slice(0, 80)}\u201d`;
    const reference = readFeatureReference(line);
    if (!reference) throw refuse("features", `${where}, is no feature's id.`);
    const { candidates, sentence } = matchReference(reference, models);
    const [found, other] = candidates;
    if (!found) throw refuse("features", `${where}: ${sentence ?? "there is no such feature here."}`);
    if (other)
      throw refuse(
        "features",
        `${where}, may be ${featurePath(found.address)} or ${featurePath(other.address)}. Write the one that you mean.`,
      );
    return found.address;
  });
}

async function ofSearch({
  search: { q, ...filter },
  most,
}: Extract<WantedFeatures, { from: "search" }>): Promise<FeatureAddress[]> {
  const found: FeatureAddress[] = [];
  let cursor: ReturnType<typeof featureCursor.parse> | undefined;
  while (found.length < most) {
    const { items, nextCursor } = await searchFeatures(
      { text: q, ...filter },
      { cursor, limit: Math.min(pageSize, most - found.length) },
    );
    found.push(...items);
    if (nextCursor === null) break;
    cursor = featureCursor.parse(nextCursor);
  }
  if (found.length === 0) throw refuse("search", "This search finds no feature.");
  return found;
}

async function ofCircuit(circuitId: string): Promise<FeatureKey[]> {
  const rows = await db().$queryRaw<FeatureKey[]>`
    select distinct f."dictionaryId", f.index::int as index from "CircuitFeature" c join "Feature" f on f.id = c."featureId"
    where c."circuitId" = ${circuitId}::uuid limit ${maxAdded + 1}`;
  if (rows.length > maxAdded)
    throw refuse(
      "circuitId",
      `This circuit has more than ${maxAdded.toLocaleString("en")} features. Add a list of those that you mean.`,
    );
  if (rows.length === 0) {
    if ((await db().circuit.count({ where: { id: circuitId } })) === 0) throw notFound("circuit");
    throw refuse("circuitId", "This circuit has no feature in it yet.");
  }
  return rows;
}

async function keysOf(addresses: readonly FeatureAddress[]): Promise<FeatureKey[]> {
  return db().$queryRaw<FeatureKey[]>`
    select distinct d.id as "dictionaryId", w.index
    from jsonb_to_recordset(${JSON.stringify(addresses)}::jsonb) as w(model text, kind text, set text, layer int, index int)
    join "Model" m on m.name = w.model
    join "DictionarySet" s on s."modelId" = m.id and s.kind::text = w.kind and s.name = w.set
    join "Dictionary" d on d."setId" = s.id and d.layer = w.layer and w.index < d."dSae"`;
}
