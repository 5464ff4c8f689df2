/** A regular expression as it is written, without anything that would need going back in the text. */
export type Pattern =
  | { is: "character"; in: CharacterSet }
  | { is: "sequence"; of: Pattern[] }
  | { is: "choice"; of: Pattern[] }
  /** `most` is null where there is no end. */
  | { is: "repeat"; of: Pattern; least: number; most: number | null }
  | { is: "start" }
  | { is: "end" };

/** Which characters, by code point. */
export interface CharacterSet {
  isNegated: boolean;
  ranges: (readonly [from: number, to: number])[];
  /** Names of properties and whether they are negated: `\p{Lu}`, `\W`. */
  properties: { name: PropertyName; isNegated: boolean }[];
}

/** Each is asked of one character alone. */
export const properties = {
  d: /^[0-9]$/,
  w: /^[0-9A-Za-z_]$/,
  s: /^\s$/u,
  L: /^\p{L}$/u,
  Lu: /^\p{Lu}$/u,
  Ll: /^\p{Ll}$/u,
  N: /^\p{N}$/u,
  P: /^\p{P}$/u,
  S: /^\p{S}$/u,
  Z: /^\p{Z}$/u,
} as const;
export type PropertyName = keyof typeof properties;

export function isProperty(name: string): name is PropertyName {
  return Object.hasOwn(properties, name);
}

/** Whether a character is in a set, as it stands or, where the case does not matter, in the other case. */
export function isIn(set: CharacterSet, codePoint: number, anyCase: boolean): boolean {
  if (!anyCase) return isInSet(set, codePoint) !== set.isNegated;
  const character = String.fromCodePoint(codePoint);
  const forms = [character, character.toLowerCase(), character.toUpperCase()];
  const isAny = forms.some((form) => {
    const only = form.codePointAt(0);
    return only !== undefined && String.fromCodePoint(only) === form && isInSet(set, only);
  });
  return isAny !== set.isNegated;
}

function isInSet({ ranges, properties: named }: CharacterSet, codePoint: number): boolean {
  return (
    ranges.some(([from, to]) => codePoint >= from && codePoint <= to) ||
    named.some(({ name, isNegated }) => properties[name].test(String.fromCodePoint(codePoint)) !== isNegated)
  );
}
