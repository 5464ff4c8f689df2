import { TokenBox } from "@/components/ui/token-text";
import type { FamilyTokenizer } from "@/lib/family-format/check-family";
import { FamilyFault } from "@/lib/family-format/family-fault";
import { findRoles } from "@/lib/family-format/find-roles";
import type { RoledText } from "@/lib/family-format/render";
import { placeTokens, type TokenText } from "@/lib/tokens/token-text";

interface RoleStripProps {
  roled: RoledText;
  /** The model's; null where there is none, and the text is shown by itself. */
  tokenizer: FamilyTokenizer | null;
}

/** Of a longer text the beginning is shown: a page has sixteen of them. */
const shownTokens = 160;

/** A prompt as a model's tokens, with the roles where they stand; what does not fit is said below. */
export function RoleStrip({ roled, tokenizer }: RoleStripProps) {
  const tokens = tokenizer ? tokensOf(roled.text, tokenizer) : null;
  if (!tokens)
    return (
      <p className="strip break-words" data-size="s">
        {roled.text}
      </p>
    );
  const { starts, at, fault } = rolesAt(roled, tokens);
  const placed = placeTokens(tokens.map((token, position) => ({ ...token, position }))).slice(0, shownTokens);
  const left = tokens.length - placed.length;
  return (
    <>
      <p className="strip" data-size="s">
        {placed.map((token) => [
          starts.get(token.position)?.map((role) => (
            <span key={`${token.position} ${role}`} className="role-name">
              {role}
            </span>
          )),
          <TokenBox
            key={token.position}
            token={token}
            {...(at.has(token.position) && {
              className: `${token.text.startsWith(" ") ? "token spaced" : "token"} role-token`,
            })}
          />,
        ])}
        {left > 0 && <span className="text-ink-soft"> and {left} more tokens</span>}
      </p>
      {fault && <p className="text-danger text-s">{fault}</p>}
    </>
  );
}

/** Null where the model cannot say it. */
function tokensOf(text: string, { encode, tokenOf }: FamilyTokenizer): TokenText[] | null {
  const tokens = encode(text).map(tokenOf);
  return tokens.every((token) => token !== undefined) ? tokens : null;
}

function rolesAt(roled: RoledText, tokens: readonly TokenText[]) {
  const starts = new Map<number, string[]>();
  const at = new Set<number>();
  try {
    for (const [role, positions] of findRoles(roled, tokens)) {
      const [first] = positions;
      if (first !== undefined) starts.set(first, [...(starts.get(first) ?? []), role]);
      for (const position of positions) at.add(position);
    }
    return { starts, at, fault: null };
  } catch (error) {
    if (error instanceof FamilyFault) return { starts, at, fault: error.message };
    throw error;
  }
}
