import { z } from "zod";

/** Options of dictionaries' files that are not read and of which nobody here knows what they are for, as they may be shown. */
export const unreadOptionsSchema = z.object({
  /** The first of their names, shortened. */
  names: z.array(z.string()),
  /** Whether there are others. */
  others: z.boolean(),
});
export type UnreadOptions = z.infer<typeof unreadOptionsSchema>;
export const nothingUnread: UnreadOptions = { names: [], others: false };

const maxNames = 10;
const maxCharacters = 60;

/** Any names that a file has, as they may be stored and shown: not longer than one reads, and what is not seen spelled out. */
export function shownOptions(names: readonly string[]): UnreadOptions {
  return firstOf(names.slice(0, maxNames + 1).map(shownName), names.length > maxNames);
}

/** Those of several dictionaries, each name once. */
export function joinUnread(each: readonly UnreadOptions[]): UnreadOptions {
  const names = each.flatMap((options) => options.names);
  return firstOf(
    names,
    each.some(({ others }) => others),
  );
}

function firstOf(names: readonly string[], others: boolean): UnreadOptions {
  const distinct = [...new Set(names)];
  return { names: distinct.slice(0, maxNames), others: others || distinct.length > maxNames };
}

function shownName(name: string): string {
  const characters = Array.from(name.slice(0, 4 * maxCharacters));
  const short = characters.slice(0, maxCharacters).join("");
  const spelled = short.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu,
    (each) => `\\u{${(each.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return characters.length > maxCharacters ? `${spelled}…` : spelled;
}

/** A sentence; none where everything is read or known. */
export function unreadWords({ names, others }: UnreadOptions): string[] {
  if (names.length === 0) return [];
  const quoted = names.map((name) => `“${name}”`).join(", ");
  const them = names.length + Number(others) > 1 ? "them" : "it";
  return [`Not read, since this project does not know ${them}: ${quoted}${others ? " and others" : ""}.`];
}
