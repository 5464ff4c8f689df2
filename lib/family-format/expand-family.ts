import { randomOf, shuffled } from "@/lib/seeded-random";
import { type Counterfactual, counterfactualOf } from "./counterfactual-of";
import { type DrawnWords, drawsOf, seedOf } from "./draw-words";
import { FamilyFault } from "./family-fault";
import { familyLimits } from "./limits";
import { slotsOf } from "./marked-text";
import { hasSlots, type ReadFamily, type ReadTemplate, type WordLists } from "./read-family";
import { type RoledText, renderText } from "./render";

export type { Counterfactual } from "./counterfactual-of";

/** One prompt of a family. Spans are in UTF-16 units of `text`. */
export interface FamilyPrompt extends RoledText {
  /** The token that should come next, as text. */
  answer: string;
  distractor: string | null;
  /** The template's name and variant. */
  template: string;
  variant: string;
  /** Prompts of one draw have the same words; null where nothing is drawn. */
  draw: number | null;
  heldOut: boolean;
  /** By the rule that was asked for; null where it has none. */
  counterfactual: Counterfactual | null;
}

export interface ExpandedFamily {
  prompts: FamilyPrompt[];
  /** Templates whose words make fewer different prompts than are drawn. */
  fewer: { template: string; draws: number; prompts: number }[];
}

export interface ExpandOptions {
  /** Another seed than the family's, for other prompts of it. */
  seed?: number;
  /** The name of the rule by which counterfactuals are made. The first one by default, or what the template has written out. */
  rule?: string;
}

/**
 * All prompts of a family: the same from the same family, seed and rule for ever. Draw by draw, each with all templates, so that
 * the first few have something of each. Throws `FamilyFault`.
 */
export function expandFamily(read: ReadFamily, { seed, rule }: ExpandOptions = {}): ExpandedFamily {
  const { family, templates, lists } = read;
  const chance = seed ?? family.seed;
  const named = family.counterfactuals.find(({ name }) => name === rule);
  if (rule !== undefined && !named)
    throw new FamilyFault(
      `The family has no counterfactual "${rule}". It has ${family.counterfactuals.map(({ name }) => `"${name}"`).join(", ") || "none"}.`,
    );
  const first = named ?? family.counterfactuals[0];
  const wordsOf = drawsOf(lists, chance);
  const fewer: ExpandedFamily["fewer"] = [];
  const placed: { place: number; prompt: FamilyPrompt }[] = [];
  for (const template of templates) {
    const draws = hasSlots(template) ? differentDraws(template, read, wordsOf) : [null];
    if (hasSlots(template) && draws.length < family.draws)
      fewer.push({ template: template.name, draws: family.draws, prompts: draws.length });
    draws.forEach((draw, place) => {
      const wordOf = wordsOf(draw ?? 0);
      const filled = { template, draw, wordOf, lists, seed: chance };
      const prompt = { ...promptOf(template, wordOf), draw, heldOut: false };
      const made =
        !named && template.counterfactual
          ? { rule: null, ...renderText(template.counterfactual, wordOf) }
          : first
            ? counterfactualOf(first, filled)
            : null;
      const counterfactual = made && { ...made, text: ofBoundedLength(made.text, template) };
      placed.push({ place, prompt: { ...prompt, counterfactual } });
    });
  }
  // The sort keeps the templates' order within a place.
  const prompts = placed.sort((a, b) => a.place - b.place).map(({ prompt }) => prompt);
  return { prompts: holdOut(prompts, family.heldOutPercent, chance), fewer };
}

function promptOf(template: ReadTemplate, wordOf: DrawnWords) {
  const { name, variant } = template;
  const { text, roles } = renderText(template.text, wordOf);
  const answer = renderText(template.answer, wordOf).text;
  const distractor = template.distractor && renderText(template.distractor, wordOf).text;
  if (answer === distractor)
    throw new FamilyFault(
      `Template "${name}": answer and distractor are both "${answer}" after "${text.slice(-200)}".`,
    );
  return {
    ...{ text: ofBoundedLength(text, template), roles, answer, distractor, template: name, variant },
  };
}

function ofBoundedLength(text: string, { name }: ReadTemplate): string {
  const { maxTextLength } = familyLimits;
  if (text.length <= maxTextLength) return text;
  throw new FamilyFault(
    `Template "${name}": with its words a text has ${text.length.toLocaleString("en")} characters, and at most ${maxTextLength.toLocaleString("en")}.`,
  );
}

/** Numbers of draws of which no two make the same text, up to as many as the family asks for. */
function differentDraws(
  template: ReadTemplate,
  { family, lists }: ReadFamily,
  wordsOf: (draw: number) => DrawnWords,
): number[] {
  const different = Math.min(family.draws, choicesOf(template, lists));
  // Where nearly all choices are asked for, the last ones come late: of n by chance after some n (1 + ln n).
  const tries = 100 + different * 20;
  const texts = new Set<string>();
  const draws: number[] = [];
  for (let draw = 0; draws.length < different && draw < tries; draw++) {
    const { text } = renderText(template.text, wordsOf(draw));
    if (texts.has(text)) continue;
    texts.add(text);
    draws.push(draw);
  }
  return draws;
}

/** In how many ways the slots of a template's text can be filled, at most. */
function choicesOf({ text }: ReadTemplate, lists: WordLists): number {
  const nths = new Map<string, Set<number>>();
  for (const { list, nth } of slotsOf(text)) nths.set(list, (nths.get(list) ?? new Set()).add(nth));
  let choices = 1;
  for (const [list, { size }] of nths) {
    const words = lists.get(list)?.length ?? 0;
    for (let taken = 0; taken < size; taken++) choices *= words - taken;
  }
  return choices;
}

/**
 * Holds out a share of the prompts, whole draws at a time: a paraphrase of what is shown is never held out with the same words. A prompt
 * without slots is a draw by itself.
 */
function holdOut(prompts: FamilyPrompt[], percent: number, seed: number): FamilyPrompt[] {
  const drawOf = ({ draw, template }: FamilyPrompt) => draw ?? `text ${template}`;
  const draws = [...new Set(prompts.map(drawOf))];
  const count = Math.round((draws.length * percent) / 100);
  const held = new Set(shuffled(draws, randomOf(seedOf(seed, "held out"))).slice(0, count));
  return prompts.map((prompt) => ({ ...prompt, heldOut: held.has(drawOf(prompt)) }));
}
