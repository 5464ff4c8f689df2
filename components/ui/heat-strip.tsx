import type { PlacedToken } from "@/lib/tokens/token-text";
import { partWords } from "@/lib/tokens/token-words";
import { formatNumber } from "./format-number";
import { heatLevel } from "./heat";
import { TokenBox } from "./token-text";

export interface HeatStripToken extends PlacedToken {
  position: number;
}

interface HeatStripProps {
  /** By position; where one is missing, a gap is shown. */
  tokens: readonly HeatStripToken[];
  /** The heat behind the tokens, by position, on a scale from 0 to `top`. */
  values: ReadonlyMap<number, number>;
  top: number;
  /** The token that the strip is about. */
  peak?: number | undefined;
  /** Tokens that are read from there: how much of the largest, 0 to 1, and in words. */
  reads?: ReadonlyMap<number, { share: number; words: string }> | undefined;
  /** Line breaks of the text break the strip. */
  breaks?: boolean;
  /** Values are told by a press and by keys too: a stop at the peak, from where arrow keys lead to the others (`WalkedStrips`). */
  walkable?: boolean;
}

/** Shades of how much is read from a token. token-strip.css holds a rule for each. */
const readLevels = 3;

/** Tokens with heat behind them, only to be read: no script, and nothing to choose. */
export function HeatStrip(props: HeatStripProps) {
  const { tokens, values, top, peak, reads, breaks = false, walkable = false } = props;
  const stop = peak ?? tokens.find(({ position }) => (values.get(position) ?? 0) > 0)?.position;
  let before = tokens[0]?.position ?? 0;
  return (
    <p className="strip" data-size="s">
      {tokens.map((token) => {
        const { position } = token;
        const value = values.get(position) ?? 0;
        const read = reads?.get(position);
        const isAfterGap = position > before + 1;
        before = position;
        return [
          isAfterGap && (
            <span key={`${position} gap`} className="strip-gap">
              {" \u2026 "}
            </span>
          ),
          <TokenBox
            key={position}
            token={token}
            {...said({ token, value, top, isPeak: position === peak, read })}
            {...(walkable &&
              value > 0 && {
                tabIndex: position === stop ? 0 : -1,
                "data-walked": true,
                "aria-description": `${formatNumber(value)}${read ? `, ${read.words}` : ""}`,
              })}
          />,
          breaks && token.text.includes("\n") ? <br key={`${position} break`} /> : null,
        ];
      })}
    </p>
  );
}

interface SaidOfToken {
  token: HeatStripToken;
  value: number;
  top: number;
  isPeak: boolean;
  read: { share: number; words: string } | undefined;
}

/**
 * What there is to say of one token. Of most there is nothing: a page shows more than a thousand, and an attribute that is
 * `undefined` would be sent with each.
 */
function said({ token, value, top, isPeak, read }: SaidOfToken) {
  const title = [read?.words, partWords(token)].filter(Boolean).join(", ");
  const heat = heatLevel(value, top);
  return {
    ...(title !== "" && { title }),
    ...(heat && { "data-heat": heat }),
    ...(value > 0 && { "data-value": formatNumber(value) }),
    ...(isPeak && { "data-peak": true }),
    ...(read && { "data-read": Math.max(1, Math.round(read.share * readLevels)) }),
  };
}
