import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { checkFamily, type FamilyReport, type FamilyTokenizer } from "@/lib/family-format/check-family";
import { expandFamily } from "@/lib/family-format/expand-family";
import type { ReadFamily } from "@/lib/family-format/read-family";
import { getVocabulary } from "@/lib/models/vocabulary";
import { getFamily } from "./get-family";
import { orUnprocessable } from "./read-source";

/**
 * Characters of a family's prompts, with counterfactuals by every rule: encoding them takes about a second a million, in which
 * the web process does nothing else.
 */
const maxCheckedCharacters = 400_000;

interface Wanted {
  familyId: string;
  version: number;
  model: string;
  viewer: Viewer;
}

/**
 * Whether a version of a family fits a model. Throws "not-found" of either, and "too-large" for what only the command line
 * checks.
 */
export async function checkVersion({ model, ...wanted }: Wanted): Promise<FamilyReport> {
  const { read } = await getFamily(wanted);
  return checkOnModel(read, model);
}

/** The same of a family that is at hand. */
export async function checkOnModel(read: ReadFamily, model: string): Promise<FamilyReport> {
  const tokenizer = await getTokenizer(model);
  if (!tokenizer) throw notFound(`model ${model.slice(0, 80)}`);
  const size = charactersOf(read);
  if (size > maxCheckedCharacters)
    throw new AppError(
      "too-large",
      `Its prompts have ${size.toLocaleString("en")} characters with their counterfactuals, and at most ${maxCheckedCharacters.toLocaleString("en")} are checked here: commons families check FILE --model ${model} checks any.`,
    );
  return orUnprocessable(() => checkFamily(read, tokenizer));
}

/** Null where there is no such model, or only the texts of its tokens are stored. */
export async function getTokenizer(model: string): Promise<FamilyTokenizer | null> {
  const [vocabulary, row] = await Promise.all([
    getVocabulary(model),
    db().model.findUnique({ where: { name: model }, select: { contextLength: true } }),
  ]);
  if (!vocabulary?.encode || !row) return null;
  const { encode, tokens } = vocabulary;
  return { encode, tokenOf: (id) => tokens.get(id), contextLength: row.contextLength };
}

function charactersOf(read: ReadFamily): number {
  const { prompts } = orUnprocessable(() => expandFamily(read));
  const texts = prompts.reduce((sum, { text }) => sum + text.length, 0);
  // Each is encoded by itself, with its tokens, and once by every rule.
  return texts * (3 + read.family.counterfactuals.length);
}
