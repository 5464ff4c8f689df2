import { randomOf, shuffled } from "@/lib/seeded-random";
import type { CounterfactualRule } from "./counterfactual-rule";
import { type DrawnWords, seedOf } from "./draw-words";
import { FamilyFault } from "./family-fault";
import { type Part, type RolePart, rolesOf, type Slot, slotsOf, wordField } from "./marked-text";
import { allSlots, hasRolesOf, type ReadTemplate, type WordLists } from "./read-family";
import { type RoledText, renderText } from "./render";

export interface Counterfactual extends RoledText {
  /** The rule's name; null where it was written out. */
  rule: string | null;
}

interface Filled {
  template: ReadTemplate;
  /** Null where nothing is drawn. */
  draw: number | null;
  wordOf: DrawnWords;
  lists: WordLists;
  seed: number;
}

/** A prompt's counterfactual by a rule; null where it lacks a role of the rule. Throws `FamilyFault`. */
export function counterfactualOf(rule: CounterfactualRule, filled: Filled): Counterfactual | null {
  const { template, wordOf } = filled;
  if (!hasRolesOf(rule, template.text)) return null;
  const made = renderText(change(rule, filled), wordOf);
  const prompt = renderText(template.text, wordOf);
  if (made.text === prompt.text)
    throw new FamilyFault(
      `Counterfactual "${rule.name}": it changes nothing of "${prompt.text.slice(0, 200)}" (template "${template.name}").`,
    );
  return { rule: rule.name, ...made };
}

function change(rule: CounterfactualRule, filled: Filled): Part[] {
  const { text } = filled.template;
  switch (rule.rule) {
    case "other-words":
      return otherWords(rule, filled);
    case "swap-places": {
      const [one, other] = rule.roles.map((name) => rolesOf(text).find(({ role }) => role === name));
      return replaceRoles(text, (part) => (part === one ? other : part === other ? one : undefined));
    }
    case "same-word": {
      const source = rolesOf(text).find(({ role }) => role === rule.as);
      const parts = withoutRoles(source?.parts ?? []);
      return replaceRoles(text, (part) => (part.role === rule.role ? { ...part, parts } : undefined));
    }
    case "another-word":
      return replaceRoles(text, (part) =>
        part.role === rule.role ? { ...part, parts: [{ of: "text", text: rule.word }] } : undefined,
      );
    case "moved": {
      const put: Part = { of: "text", text: rule.text };
      if (rule.before === null) return [put, ...text];
      return insertBefore(text, rule.before, put);
    }
  }
}

function replaceRoles(
  parts: readonly Part[],
  replacementOf: (part: RolePart) => RolePart | undefined,
): Part[] {
  return parts.map((part) => {
    if (part.of !== "role") return part;
    return replacementOf(part) ?? { ...part, parts: replaceRoles(part.parts, replacementOf) };
  });
}

/** The words of a place without the roles inside it, which another place does not have. */
function withoutRoles(parts: readonly Part[]): Part[] {
  return parts.flatMap((part) => (part.of === "role" ? withoutRoles(part.parts) : [part]));
}

function insertBefore(parts: readonly Part[], role: string, put: Part): Part[] {
  return parts.flatMap((part): Part[] => {
    if (part.of !== "role") return [part];
    if (part.role === role) return [put, part];
    return [{ ...part, parts: insertBefore(part.parts, role, put) }];
  });
}

/** Each list's words that the prompt does not have, in an order of chance; what is taken is not taken again. */
function otherWords(
  rule: Extract<CounterfactualRule, { rule: "other-words" }>,
  { template, draw, wordOf, lists, seed }: Filled,
): Part[] {
  const left = new Map<string, ReadonlyMap<string, string>[]>();
  const leftOf = (list: string) => {
    const known = left.get(list);
    if (known) return known;
    const used = new Set(
      allSlots(template)
        .filter((slot) => slot.list === list)
        .map((slot) => wordOf({ ...slot, field: wordField })),
    );
    const unused = (lists.get(list) ?? []).filter((fields) => !used.has(fields.get(wordField) ?? ""));
    const random = randomOf(seedOf(seed, "rule", rule.name, template.name, draw ?? 0, list));
    const order = shuffled(unused, random);
    left.set(list, order);
    return order;
  };
  const places = new Set(
    rolesOf(template.text)
      .filter(({ role }) => rule.roles.includes(role))
      .flatMap(({ parts }) => slotsOf(parts).map(placeOf)),
  );
  const taken = new Map<string, ReadonlyMap<string, string>>();
  const newWords = (parts: readonly Part[], role: string | null): Part[] =>
    parts.map((part): Part => {
      if (part.of === "text") return part;
      if (part.of === "role") {
        const inner = rule.roles.includes(part.role) ? part.role : role;
        return { ...part, parts: newWords(part.parts, inner) };
      }
      if (rule.together ? !places.has(placeOf(part)) : role === null) return part;
      const place = rule.together ? placeOf(part) : `${role}\n${placeOf(part)}`;
      const fields = taken.get(place) ?? leftOf(part.list).pop();
      if (!fields)
        throw new FamilyFault(
          `Counterfactual "${rule.name}": the list ${part.list} has too few words for template "${template.name}": none is left that the prompt does not have.`,
        );
      taken.set(place, fields);
      return { of: "text", text: fields.get(part.field) ?? "" };
    });
  return newWords(template.text, null);
}

const placeOf = ({ list, nth }: Slot) => `${list}#${nth}`;
