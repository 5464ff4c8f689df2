import type { TokenText } from "@/lib/tokens/token-text";
import { type ExpandOptions, expandFamily, type FamilyPrompt } from "./expand-family";
import { FamilyFault } from "./family-fault";
import { brief, findRoles } from "./find-roles";
import type { ReadFamily } from "./read-family";
import type { RoledText } from "./render";

/** Of a model, what a family is checked by. */
export interface FamilyTokenizer {
  /** Ids of a text, without the beginning-of-text token. */
  encode(text: string): number[];
  tokenOf(id: number): TokenText | undefined;
  /** Tokens that fit, the beginning-of-text token among them. */
  contextLength: number;
}

/** What is wrong with some prompts of a family on one model. */
export interface TokenFault {
  /** In a sentence. */
  says: string;
  /** How many prompts it is true of, and the number of the first, from 1. */
  prompts: number;
  first: number;
}

export interface FamilyReport {
  prompts: number;
  heldOut: number;
  /** Tokens of the shortest and of the longest prompt, the beginning-of-text token among them. */
  tokens: { least: number; most: number };
  withCounterfactual: number;
  fewer: { template: string; draws: number; prompts: number }[];
  faults: TokenFault[];
}

/**
 * Whether a model's tokenizer finds every role in every prompt and in its counterfactuals by every rule, and has the tokens that are
 * measured. Throws `FamilyFault` for what is wrong on any model.
 */
export function checkFamily(read: ReadFamily, tokenizer: FamilyTokenizer): FamilyReport {
  const found = new Map<string, Set<number>>();
  const note = (says: string, at: number) => found.set(says, (found.get(says) ?? new Set()).add(at));
  const expanded = expandFamily(read);
  const lengths = expanded.prompts.map((prompt, i) => {
    const ids = encode(tokenizer, prompt.text);
    for (const says of faultsOf(prompt, ids, read, tokenizer)) note(says, i + 1);
    return ids.length + 1;
  });
  for (const options of everyRule(read))
    for (const [i, { counterfactual }] of expandFamily(read, options).prompts.entries()) {
      if (!counterfactual) continue;
      const ids = encode(tokenizer, counterfactual.text);
      for (const says of roleFaults(counterfactual, ids, read, tokenizer))
        note(`${ofRule(counterfactual.rule)}: ${says}`, i + 1);
    }
  const { prompts, fewer } = expanded;
  const faults = [...found].map(([says, at]) => ({ says, prompts: at.size, first: least([...at]) }));
  return {
    prompts: prompts.length,
    heldOut: prompts.filter(({ heldOut }) => heldOut).length,
    tokens: { least: least(lengths), most: most(lengths) },
    withCounterfactual: prompts.filter(({ counterfactual }) => counterfactual).length,
    ...{ fewer, faults },
  };
}

function everyRule({ family }: ReadFamily): ExpandOptions[] {
  return [{}, ...family.counterfactuals.map(({ name }) => ({ rule: name }))];
}

const ofRule = (rule: string | null) =>
  rule === null ? "The counterfactual that is written out" : `The counterfactual "${rule}"`;
const least = (numbers: number[]) => numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const most = (numbers: number[]) => numbers.reduce((a, b) => Math.max(a, b), 0);

function encode({ encode, tokenOf }: FamilyTokenizer, text: string): number[] {
  const ids = encode(text);
  return ids.every((id) => tokenOf(id)) ? ids : [];
}

function faultsOf(
  prompt: FamilyPrompt,
  ids: number[],
  read: ReadFamily,
  tokenizer: FamilyTokenizer,
): string[] {
  const faults = roleFaults(prompt, ids, read, tokenizer);
  for (const [of, token] of [
    ["answer", prompt.answer],
    ["distractor", prompt.distractor],
  ] as const)
    if (token !== null) faults.push(...tokenFaults(of, token, prompt.text, ids, tokenizer));
  return faults;
}

/** Whether a text goes on with a token just as it is written. */
function tokenFaults(
  of: string,
  token: string,
  text: string,
  ids: number[],
  tokenizer: FamilyTokenizer,
): string[] {
  const alone = encode(tokenizer, token);
  if (alone.length !== 1) {
    const pieces = alone.map((id) => `"${tokenizer.tokenOf(id)?.text ?? ""}"`).join(", ");
    return [`The ${of} "${brief(token)}" is not a token of this model: it is ${alone.length} (${pieces}).`];
  }
  const [id] = alone;
  const together = encode(tokenizer, text + token);
  const goesOn = together.length === ids.length + 1 && together.at(-1) === id;
  return goesOn
    ? []
    : [
        `The ${of} "${brief(token)}" does not follow its text as a token of its own. Is a space missing, or one too many?`,
      ];
}

function roleFaults(
  roled: RoledText,
  ids: number[],
  { family }: ReadFamily,
  { tokenOf, contextLength }: FamilyTokenizer,
): string[] {
  const { text } = roled;
  if (ids.length === 0) return [`The model has no tokens for "${brief(text)}".`];
  if (ids.length + 1 > contextLength)
    return [
      `"${brief(text)}" has ${ids.length + 1} tokens with the one at the beginning, and ${contextLength} fit.`,
    ];
  const tokens = ids.flatMap((id) => tokenOf(id) ?? []);
  try {
    const found = findRoles(roled, tokens);
    return family.roles.flatMap(({ name, oneToken }) => {
      const positions = found.get(name) ?? [];
      if (!oneToken || positions.length <= 1) return [];
      const [start, end] = roled.roles[name] ?? [0, 0];
      const pieces = positions.map((i) => `"${tokens[i]?.text ?? ""}"`).join(", ");
      return [
        `The role ${name} is one token, and "${brief(text.slice(start, end))}" is ${positions.length} (${pieces}).`,
      ];
    });
  } catch (error) {
    if (error instanceof FamilyFault) return [error.message];
    throw error;
  }
}
