/*
 * What somebody typed and nobody has saved, kept in this browser. A *thing* is what they type into (a finding's write-up,
 * the prompt); each opened page writes a *sheet* of its own, so that two tabs never write over each other. Sheets stand in
 * `localStorage` under "typed <person> <thing> <sheet>", and in memory where the browser has no room or forbids it.
 */

export type Fields = Readonly<Record<string, string>>;

export interface Sheet {
  id: string;
  /** When it was last typed in, in milliseconds since 1970. */
  at: number;
  /** Which state of the thing it was typed over, such as a revision. */
  base: string;
  fields: Fields;
}

/** Who types: a handle, which never has a space or a star. */
export type Person = string;
export const somebody: Person = "*";

export const maxAgeMillis = 30 * 24 * 60 * 60 * 1000;
export const maxSheets = 40;
/** Of one sheet, and of all together: a browser keeps some five million. */
export const maxSheetCharacters = 200_000;
export const maxCharacters = 2_000_000;

const prefix = "typed ";
const inMemory = new Map<string, string>();

/** Null where the browser forbids it. */
function storage(): Storage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

function keyOf(person: Person, thing: string, id: string): string {
  return `${prefix}${person} ${thing} ${id}`;
}

interface Entry {
  key: string;
  person: Person;
  thing: string;
  sheet: Sheet;
  size: number;
}

/** All that is kept, the latest first; without what cannot be read. */
function entries(): Entry[] {
  const texts = new Map(inMemory);
  try {
    const area = storage();
    for (let place = 0; place < (area?.length ?? 0); place++) {
      const key = area?.key(place);
      if (key?.startsWith(prefix)) texts.set(key, area?.getItem(key) ?? "");
    }
  } catch {
    // What the browser does not let us read is not there for us.
  }
  return [...texts]
    .flatMap(([key, text]): Entry[] => {
      const [, person = "", thing = "", id = ""] = key.split(" ");
      const sheet = sheetFrom(id, text);
      if (!sheet) remove(key);
      return sheet ? [{ key, person, thing, sheet, size: key.length + text.length }] : [];
    })
    .sort((a, b) => b.sheet.at - a.sheet.at);
}

/** Null for what another release or another program wrote there. */
function sheetFrom(id: string, text: string): Sheet | null {
  try {
    const { at, base, fields }: Partial<Sheet> = JSON.parse(text);
    const isOurs =
      typeof at === "number" &&
      typeof base === "string" &&
      typeof fields === "object" &&
      Object.values(fields ?? {}).every((value) => typeof value === "string");
    return isOurs && fields ? { id, at, base, fields } : null;
  } catch {
    return null;
  }
}

function remove(key: string): void {
  inMemory.delete(key);
  try {
    storage()?.removeItem(key);
  } catch {
    // It was never kept there.
  }
}

function write(key: string, text: string): boolean {
  try {
    const area = storage();
    if (!area) return false;
    area.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/** Lets go of what is too old, and of the oldest of what is too much. */
export function prune(now: number): void {
  let characters = 0;
  for (const [place, { key, sheet, size }] of entries().entries()) {
    characters += size;
    if (now - sheet.at > maxAgeMillis || place >= maxSheets || characters > maxCharacters) remove(key);
  }
}

/**
 * What a person typed into a thing, the latest first. What was typed in this browser before they signed in becomes theirs.
 */
export function sheetsOf(person: Person, thing: string): Sheet[] {
  const found = entries().filter((entry) => entry.thing === thing);
  for (const { key, person: of, sheet } of found)
    if (of === somebody && person !== somebody) {
      remove(key);
      keepSheet(person, thing, sheet);
    }
  return found.filter(({ person: of }) => of === person || of === somebody).map(({ sheet }) => sheet);
}

/** Keeps a sheet. Where the browser has no room the oldest others make some; false where it only stands in memory. */
export function keepSheet(person: Person, thing: string, { id, ...content }: Sheet): boolean {
  const key = keyOf(person, thing, id);
  const text = JSON.stringify(content);
  if (text.length <= maxSheetCharacters) {
    if (write(key, text)) return inMemory.delete(key) || true;
    for (const oldest of entries().reverse()) {
      if (oldest.key === key) continue;
      remove(oldest.key);
      if (write(key, text)) return inMemory.delete(key) || true;
    }
  }
  inMemory.set(key, text);
  return false;
}

export function dropSheet(person: Person, thing: string, id: string): void {
  remove(keyOf(person, thing, id));
}

/** All of a person's, for when they leave this browser, with the texts they ran last (./latest-prompts.ts) and what they chose last (app/_palette). */
export function forgetPerson(person: Person): void {
  remove(`prompts ${person}`);
  remove(`chosen ${person}`);
  for (const { key, person: of } of entries()) if (of === person) remove(key);
}

export function sameFields(a: Fields, b: Fields): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => (a[name] ?? "") === (b[name] ?? ""));
}
