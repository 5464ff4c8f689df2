import type { TokenText } from "@/lib/tokens/token-text";
import { encodeUtf8 } from "@/lib/tokens/utf8";
import { FamilyFault } from "./family-fault";
import type { RoledText } from "./render";

/** At which tokens each role stands, in order; never none. */
export type RolePositions = ReadonlyMap<string, readonly number[]>;

const whitespace = new Set([0x09, 0x0a, 0x0d, 0x20]);

/**
 * The tokens of each role, by a tokenizer's tokens of the text alone, without the beginning-of-text token. `first` is the
 * position of the first of them: 1 where that token stands in front. A token belongs to a role whose characters it has; it may
 * begin with white space before them, as GPT-2's do, and with nothing else. Throws `FamilyFault` where a role begins or ends within
 * a token, or where the tokens are not those of the text.
 */
export function findRoles(
  { text, roles }: RoledText,
  tokens: readonly TokenText[],
  first = 0,
): RolePositions {
  const bytes = encodeUtf8(text);
  const ends = endsOf(tokens);
  if ((ends.at(-1) ?? 0) !== bytes.length)
    throw new FamilyFault(
      `The tokens of "${brief(text)}" are not its characters, so no role can be found in it: a special token takes in what is beside it.`,
    );
  return new Map(
    Object.entries(roles).map(([role, [start, end]]) => {
      const from = encodeUtf8(text.slice(0, start)).length;
      const to = from + encodeUtf8(text.slice(start, end)).length;
      const positions: number[] = [];
      for (const [i, tokenEnd] of ends.entries()) {
        const tokenStart = ends[i - 1] ?? 0;
        if (tokenEnd <= from || tokenStart >= to) continue;
        const isSpace = bytes.subarray(tokenStart, from).every((byte) => whitespace.has(byte));
        if ((tokenStart < from && !isSpace) || tokenEnd > to)
          throw new FamilyFault(
            `The role ${role}, "${brief(text.slice(start, end))}", cannot be told apart: the token "${tokens[i]?.text ?? ""}" has characters beside it (in "${brief(text)}").`,
          );
        positions.push(first + i);
      }
      if (positions.length === 0) throw new FamilyFault(`The role ${role} has no token in "${brief(text)}".`);
      return [role, positions] as const;
    }),
  );
}

/** Where each token ends, in bytes. */
function endsOf(tokens: readonly TokenText[]): number[] {
  let end = 0;
  return tokens.map(({ text, bytes }) => {
    end += bytes === undefined ? encodeUtf8(text).length : bytes.length / 2;
    return end;
  });
}

export function brief(text: string): string {
  return text.length <= 80 ? text : `…${text.slice(-79)}`;
}
