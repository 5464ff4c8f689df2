import { z } from "zod";
import { type Filter, queryOfAddress } from "@/lib/catalogue/catalogue-query";
import { featureValue } from "@/lib/catalogue/name-features";
import { circuitStructureSchema, readPathPattern } from "@/lib/circuits/circuit-structure";
import { db } from "@/lib/db/client";
import { isStorable } from "@/lib/db/storable-text";
import { readFeatureReference } from "@/lib/features/feature-reference";
import { findMeant } from "@/lib/features/find-meant";
import { formatHead } from "@/lib/heads/head-name";
import { maxSearchLength } from "./search-text";

/** What somebody asks of how circuits are made, as a form sends it or an address has it. */
export interface StructureQuestion {
  filters: Filter[];
  /** Whether something was said in another way than addresses say it, or was chosen for the reader. */
  isRewritten: boolean;
  /** What is wrong with a field, by its name. */
  problems: { has?: string; path?: string; like?: string };
  /** Where an id may be of several parts: each, as a filter. */
  choices: Filter[];
}

/**
 * Reads a question about structure: `has` is an id of a feature or a head in any notation, `path` a pattern in words, `like` the id
 * of a circuit to begin with; everything else is as in the catalogue.
 */
export async function readStructure(params: URLSearchParams): Promise<StructureQuestion> {
  const { filters } = queryOfAddress(params);
  const question: StructureQuestion = { filters: [], isRewritten: false, problems: {}, choices: [] };
  for (const filter of filters) {
    if (filter.name !== "path") question.filters.push(filter);
    else {
      const value = readPathPattern(filter.value);
      if (value === null)
        question.problems.path = "Two to five steps, each attention or MLP: attention, MLP, attention.";
      else question.filters.push({ name: "path", value });
      if (value !== filter.value) question.isRewritten = true;
    }
  }
  const has = params.get("has")?.trim() ?? "";
  if (has !== "") await readPart(has, question);
  const like = params.get("like")?.trim() ?? "";
  if (like !== "") await readLike(like, question);
  return question;
}

async function readPart(text: string, question: StructureQuestion): Promise<void> {
  question.isRewritten = true;
  const isShort = text.length <= maxSearchLength && isStorable(text);
  const reference = isShort ? readFeatureReference(text) : undefined;
  if (!reference) {
    question.problems.has =
      "This is no id of a feature or a head. Write attn.3.697, L3H5, or as others write them.";
    return;
  }
  const { choices, sentence } =
    reference.means === "head" ? await headsOf(reference) : await featuresOf(reference);
  const [only] = choices;
  if (only && choices.length === 1 && sentence === null) question.filters.push(only);
  else {
    question.choices = choices;
    question.problems.has = sentence ?? "It may be one of several: choose one.";
  }
}

async function headsOf({ layer, head }: { layer: number; head: number }) {
  const models = await db().model.findMany({
    where: { layers: { gt: layer }, heads: { gt: head } },
    ...{ orderBy: { id: "asc" }, select: { name: true } },
  });
  const place = formatHead({ layer, head });
  return {
    choices: models.map(({ name }): Filter => ({ name: "head", value: `${name}/${place}` })),
    sentence: models.length === 0 ? `No model here has a head ${place}.` : null,
  };
}

async function featuresOf(reference: Parameters<typeof findMeant>[0]) {
  const { features, sentence } = await findMeant(reference, undefined);
  const choices = features.map((feature): Filter => ({ name: "feature", value: featureValue(feature) }));
  return {
    choices,
    sentence: choices.length === 0 ? (sentence ?? "No model here has this feature.") : sentence,
  };
}

/** The longest row of steps of a circuit, and how many attention layers it crosses. */
async function readLike(text: string, question: StructureQuestion): Promise<void> {
  question.isRewritten = true;
  const id = z.uuid().safeParse(text).data;
  const circuit = id && (await db().circuit.findUnique({ where: { id }, select: { structure: true } }));
  const { data } = circuitStructureSchema.safeParse(circuit ? circuit.structure : null);
  if (!data) {
    question.problems.like = "How this circuit is made is not known yet: look again in an hour.";
    return;
  }
  const [longest] = data.paths.toSorted((a, b) => b.split("-").length - a.split("-").length);
  if (longest !== undefined) question.filters.push({ name: "path", value: longest });
  question.filters.push({ name: "crosses", value: String(data.crosses) });
}
