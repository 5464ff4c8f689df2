import { FamilyFault } from "./family-fault";
import { familyLimits } from "./limits";

/**
 * A template's text, read: `{name}` puts in a word of a list, `{name#2}` another one of the same list, `{animal.sound}` what
 * goes with a word; `[IO:…]` says that what is inside plays a role. `\` stands before a bracket that is meant as itself.
 */
export type Part = TextPart | SlotPart | RolePart;
export interface TextPart {
  of: "text";
  text: string;
}
export interface SlotPart extends Slot {
  of: "slot";
}
export interface RolePart {
  of: "role";
  role: string;
  parts: Part[];
}

/** Which word: the `nth` that is drawn from a list, from 1, or what goes with it. */
export interface Slot {
  list: string;
  nth: number;
  field: string;
}

/** The field that a word itself is in. */
export const wordField = "word";

export const namePattern = new RegExp(`^[A-Za-z][A-Za-z0-9_-]{0,${familyLimits.maxNameLength - 1}}$`);
const slotPattern = /^([A-Za-z][A-Za-z0-9_-]*)(?:#([1-9]\d?))?(?:\.([A-Za-z][A-Za-z0-9_-]*))?$/;

/** Throws `FamilyFault`, whose sentence begins with `where`. */
export function readMarkedText(marked: string, where: string): Part[] {
  const mark = /[[\]{}\\]/g;
  const whole: Part[] = [];
  const open: RolePart[] = [];
  const roles = new Set<string>();
  const refuse = (says: string) => new FamilyFault(`${where}: ${says}`);
  const parts = () => open.at(-1)?.parts ?? whole;
  const addText = (text: string) => {
    const last = parts().at(-1);
    if (last?.of === "text") last.text += text;
    else parts().push({ of: "text", text });
  };
  for (let at = 0; at < marked.length; at++) {
    const unit = marked.charAt(at);
    if (unit === "\\") {
      const next = marked.charAt(++at);
      if (!/^[[\]{}\\]$/.test(next))
        throw refuse(
          `"\\" stands before a bracket or another "\\" alone. Write "\\\\" for one that is meant.`,
        );
      addText(next);
    } else if (unit === "{") {
      const end = marked.indexOf("}", at);
      if (end < 0) throw refuse('a "{" is never closed. Write "\\{" for a bracket that is meant.');
      const written = marked.slice(at + 1, end);
      parts().push({ of: "slot", ...readSlot(written, refuse) });
      at = end;
    } else if (unit === "[") {
      const [head = "", role = ""] = /^\[([^:[\]{}\\]*):/.exec(marked.slice(at, at + 80)) ?? [];
      if (!namePattern.test(role))
        throw refuse(
          `after "[" comes a role's name and a colon, as in [IO:…]; a name is letters, digits, "-" and "_", ${familyLimits.maxNameLength} at most. Write "\\[" for a bracket that is meant.`,
        );
      if (roles.has(role))
        throw refuse(`the role ${role} stands twice. Give the second one a name of its own.`);
      if (open.length >= familyLimits.maxNesting)
        throw refuse(`roles stand inside each other more than ${familyLimits.maxNesting} deep.`);
      roles.add(role);
      const part: RolePart = { of: "role", role, parts: [] };
      parts().push(part);
      open.push(part);
      at += head.length - 1;
    } else if (unit === "]") {
      const closed = open.pop();
      if (!closed) throw refuse('a "]" closes nothing. Write "\\]" for a bracket that is meant.');
      if (closed.parts.length === 0) throw refuse(`the role ${closed.role} has nothing in it.`);
    } else if (unit === "}") {
      throw refuse('a "}" closes nothing. Write "\\}" for a bracket that is meant.');
    } else {
      // As far as the next mark at once: a file has millions of characters.
      mark.lastIndex = at;
      const end = mark.exec(marked)?.index ?? marked.length;
      addText(marked.slice(at, end));
      at = end - 1;
    }
  }
  const [unclosed] = open;
  if (unclosed) throw refuse(`the role ${unclosed.role} is never closed with "]".`);
  return whole;
}

function readSlot(written: string, refuse: (says: string) => FamilyFault): Slot {
  const [, list, nth = "1", field = wordField] = slotPattern.exec(written) ?? [];
  if (list === undefined)
    throw refuse(
      `"{${written.slice(0, 40)}}" names no word. Write {list}, {list#2} for another word of it, or {list.field}.`,
    );
  return { list, nth: Number(nth), field };
}

/** All slots of a text, in order, those inside roles too. */
export function slotsOf(parts: readonly Part[]): SlotPart[] {
  return parts.flatMap((part) =>
    part.of === "slot" ? [part] : part.of === "role" ? slotsOf(part.parts) : [],
  );
}

/** All roles of a text, in the order in which they begin. */
export function rolesOf(parts: readonly Part[]): RolePart[] {
  return parts.flatMap((part) => (part.of === "role" ? [part, ...rolesOf(part.parts)] : []));
}

/** A text as it is meant, with a `\` before what would be read as a mark. */
export function escapeMarks(text: string): string {
  return text.replaceAll(/[[\]{}\\]/g, "\\$&");
}
