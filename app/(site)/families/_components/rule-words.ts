import type { CounterfactualRule } from "@/lib/family-format/counterfactual-rule";

/** What a rule for counterfactuals does, in a sentence. */
export function ruleWords(rule: CounterfactualRule): string {
  switch (rule.rule) {
    case "other-words":
      return rule.together
        ? `The words at ${listed(rule.roles)} become others of their lists, everywhere in the text.`
        : `The words at ${listed(rule.roles)} become others of their lists, each a word of its own.`;
    case "swap-places":
      return `What stands at ${listed(rule.roles)} changes places, and each role goes with its words.`;
    case "same-word":
      return `What stands at ${rule.role} becomes what stands at ${rule.as}.`;
    case "another-word":
      return `What stands at ${rule.role} becomes \u201c${rule.word}\u201d.`;
    case "moved":
      return rule.before === null
        ? `\u201c${rule.text}\u201d is put in front, so that all moves on.`
        : `\u201c${rule.text}\u201d is put in before ${rule.before}, so that what follows moves on.`;
  }
}

function listed(roles: readonly string[]): string {
  return roles.length < 2 ? roles.join("") : `${roles.slice(0, -1).join(", ")} and ${roles.at(-1)}`;
}
