import { firstFault } from "@/lib/json/schema-words";
import { rolesOfRule } from "./counterfactual-rule";
import { type Family, familyFormat, familySchema, type Template, type WordEntry } from "./family";
import { FamilyFault } from "./family-fault";
import { familyLimits } from "./limits";
import { type Part, readMarkedText, rolesOf, type Slot, slotsOf, wordField } from "./marked-text";
import { refuseProto } from "./refuse-proto";

/** A template whose marks were read. */
export interface ReadTemplate extends Pick<Template, "name" | "variant"> {
  text: Part[];
  answer: Part[];
  distractor: Part[] | null;
  counterfactual: Part[] | null;
}

/** The words of a list in the order of the file, each with what goes with it. */
export type WordLists = ReadonlyMap<string, readonly ReadonlyMap<string, string>[]>;

/** A family whose parts fit each other: every slot has a word, every role is there. */
export interface ReadFamily {
  family: Family;
  templates: ReadTemplate[];
  lists: WordLists;
}

/**
 * A family from anywhere: JSON that was weighed before it was parsed. Throws `FamilyFault` at the first thing that is wrong, with
 * its place.
 */
export function readFamily(value: unknown): ReadFamily {
  const refuse = (says: string) => new FamilyFault(`This is not a sound ${familyFormat} file: ${says}.`);
  refuseProto(value, refuse);
  const parsed = familySchema.safeParse(value);
  if (!parsed.success) throw refuse(firstFault(parsed.error));
  return readParts(parsed.data);
}

/** The same of what has the form of a family. */
export function readParts(family: Family): ReadFamily {
  refuseTwice(family.roles, "role");
  refuseTwice(family.templates, "template");
  refuseTwice(family.counterfactuals, "rule for counterfactuals");
  const lists = readLists(family);
  const templates = family.templates.map((template) => readTemplate(template, family, lists));
  checkRules(family, templates);
  const asked = templates.reduce((sum, template) => sum + (hasSlots(template) ? family.draws : 1), 0);
  if (asked > familyLimits.maxPrompts)
    throw new FamilyFault(
      `The family asks for ${asked.toLocaleString("en")} prompts, and has at most ${familyLimits.maxPrompts.toLocaleString("en")}. Each template with slots makes ${family.draws.toLocaleString("en")} (draws).`,
    );
  return { family, templates, lists };
}

/** Whether words are drawn for it: one without is a single prompt. */
export function hasSlots({ text }: Pick<ReadTemplate, "text">): boolean {
  return slotsOf(text).length > 0;
}

/** All slots of a template, its tokens' too. */
export function allSlots({ text, answer, distractor, counterfactual }: ReadTemplate): Slot[] {
  return [text, answer, distractor ?? [], counterfactual ?? []].flatMap(slotsOf);
}

function refuseTwice(named: readonly { name: string }[], what: string): void {
  const seen = new Set<string>();
  for (const { name } of named) {
    if (seen.has(name)) throw new FamilyFault(`There are two of the ${what} "${name}". Name each once.`);
    seen.add(name);
  }
}

function readLists({ words }: Family): WordLists {
  return new Map(
    Object.entries(words).map(([list, entries]) => {
      const seen = new Set<string>();
      const fieldsOf = (entry: WordEntry) =>
        new Map(typeof entry === "string" ? [[wordField, entry]] : Object.entries(entry));
      const read = entries.map(fieldsOf);
      for (const fields of read) {
        const word = fields.get(wordField) ?? "";
        if (seen.has(word)) throw new FamilyFault(`The list ${list} has "${word}" twice.`);
        seen.add(word);
      }
      return [list, read];
    }),
  );
}

function readTemplate(template: Template, family: Family, lists: WordLists): ReadTemplate {
  const { name, variant } = template;
  const where = `Template "${name}"`;
  const tokenOf = (of: "answer" | "distractor", marked: string) => {
    const parts = readMarkedText(marked, `${where}, ${of}`);
    if (rolesOf(parts).length > 0)
      throw new FamilyFault(`${where}, ${of}: a token plays no role. Write it alone.`);
    return parts;
  };
  const read = {
    ...{
      name,
      variant,
      text: readMarkedText(template.text, where),
      answer: tokenOf("answer", template.answer),
    },
    distractor: template.distractor === null ? null : tokenOf("distractor", template.distractor),
    counterfactual:
      template.counterfactual === null
        ? null
        : readMarkedText(template.counterfactual, `${where}, counterfactual`),
  };
  checkSlots(read, lists, where);
  const has = checkRoles(rolesIn(read.text), family, where);
  if (read.counterfactual) {
    const also = new Set(checkRoles(rolesIn(read.counterfactual), family, `${where}, counterfactual`));
    const missing = has.find((role) => !also.has(role));
    if (missing) throw new FamilyFault(`${where}: its counterfactual lacks the role ${missing}.`);
  }
  return read;
}

const rolesIn = (parts: readonly Part[]) => rolesOf(parts).map(({ role }) => role);

function checkRoles(has: string[], { roles }: Family, where: string): string[] {
  const known = new Set(roles.map(({ name }) => name));
  const stranger = has.find((role) => !known.has(role));
  if (stranger)
    throw new FamilyFault(`${where}: the role ${stranger} is not among the family's roles. Add it there.`);
  const missing = roles.find(({ name, everywhere }) => everywhere && !has.includes(name));
  if (missing)
    throw new FamilyFault(
      `${where}: the role ${missing.name} is missing. Mark it, or say that it is not everywhere.`,
    );
  return has;
}

function checkSlots(template: ReadTemplate, lists: WordLists, where: string): void {
  if (!hasSlots(template) && allSlots(template).length > 0)
    throw new FamilyFault(
      `${where}: its text has no slot, so its tokens and its counterfactual can have none.`,
    );
  for (const { list, nth, field } of allSlots(template)) {
    const words = lists.get(list);
    if (!words)
      throw new FamilyFault(`${where}: the slot {${list}} has no word, for there is no list ${list}.`);
    if (nth > words.length)
      throw new FamilyFault(
        `${where}: {${list}#${nth}} asks for ${nth} different words of the list ${list}, which has ${words.length}.`,
      );
    const without = words.find((fields) => !fields.has(field));
    if (without)
      throw new FamilyFault(
        `${where}: {${list}.${field}} has no word where ${list} is "${without.get(wordField)}", which has no field ${field}.`,
      );
  }
}

/** What a rule needs of every template that has its roles. */
function checkRules({ counterfactuals, roles }: Family, templates: readonly ReadTemplate[]): void {
  const known = new Set(roles.map(({ name }) => name));
  for (const rule of counterfactuals) {
    const where = `Counterfactual "${rule.name}"`;
    const stranger = rolesOfRule(rule).find((role) => !known.has(role));
    if (stranger) throw new FamilyFault(`${where}: the role ${stranger} is not among the family's roles.`);
    if (new Set(rolesOfRule(rule)).size < rolesOfRule(rule).length)
      throw new FamilyFault(`${where}: it names a role twice.`);
    if (!templates.some((template) => hasRolesOf(rule, template.text)))
      throw new FamilyFault(`${where}: no template has all of its roles.`);
    for (const { name, text } of templates) {
      if (!hasRolesOf(rule, text)) continue;
      const at = rolesOf(text).filter(({ role }) => rolesOfRule(rule).includes(role));
      const wordless = at.find(({ parts }) => slotsOf(parts).length === 0);
      if (rule.rule === "other-words" && wordless)
        throw new FamilyFault(
          `${where}: in template "${name}" the role ${wordless.role} has no slot, so there is no list of other words. Take another-word, or write the counterfactual out.`,
        );
      const nested = at.some((outer) => rolesOf(outer.parts).some((inner) => at.includes(inner)));
      if ((rule.rule === "swap-places" || rule.rule === "same-word") && nested)
        throw new FamilyFault(`${where}: in template "${name}" one of its roles lies inside the other.`);
    }
  }
}

export function hasRolesOf(rule: Family["counterfactuals"][number], text: readonly Part[]): boolean {
  const has = new Set(rolesIn(text));
  return rolesOfRule(rule).every((role) => has.has(role));
}
