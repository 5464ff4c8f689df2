"use client";

import { type KeyboardEvent, type MouseEvent, useLayoutEffect, useRef } from "react";
import type { PlacedToken } from "@/lib/tokens/token-text";
import { partWords, tokenName } from "@/lib/tokens/token-words";
import { formatNumber } from "./format-number";
import { heatLevel } from "./heat";
import { strideTo } from "./strip-keys";
import { TokenText } from "./token-text";

export interface StripToken extends PlacedToken {
  position: number;
}

export interface TokenStripProps {
  tokens: readonly StripToken[];
  /** What the strip is, for those who cannot see it. */
  label: string;
  size?: "s" | "m" | "l";
  /** Position of the chosen token. */
  selected: number;
  /** Where a token leads without JavaScript, and when it is opened elsewhere. */
  href: (position: number) => string;
  onSelect: (position: number) => void;
  /** Called when somebody is about to choose a token, which is the moment to fetch what it will show. */
  onIntent?: (position: number) => void;
  /** The heat behind the tokens, by position, on a scale from 0 to `top`. */
  values?: ReadonlyMap<number, number> | undefined;
  top?: number | undefined;
  /** What the heat stands for. */
  measure?: string;
}

/** Tokens as one reads them, with heat behind the text. The strip is one tab stop; the arrow keys walk and choose. */
export function TokenStrip({
  tokens,
  label,
  size = "m",
  selected,
  href,
  onSelect,
  onIntent,
  values,
  top = 0,
  measure = "activation",
}: TokenStripProps) {
  const strip = useRef<HTMLDivElement>(null);

  // The chosen token of a long text is brought into sight, and the page does not move.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen is read from the strip
  useLayoutEffect(() => {
    const token = strip.current?.querySelector('[aria-selected="true"]')?.getBoundingClientRect();
    const frame = strip.current?.parentElement;
    if (!token || !frame || frame.scrollHeight <= frame.clientHeight) return;
    const { top, bottom } = frame.getBoundingClientRect();
    const above = token.top - token.height - top;
    const below = token.bottom + token.height / 2 - bottom;
    if (above < 0) frame.scrollTop += above;
    else if (below > 0) frame.scrollTop += below;
  }, [selected]);

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const boxes = [...(strip.current?.querySelectorAll<HTMLElement>(".token") ?? [])];
    const from = event.target instanceof HTMLElement ? boxes.indexOf(event.target) : -1;
    if (event.key === " " && from >= 0) {
      event.preventDefault();
      boxes[from]?.click();
      return;
    }
    const places = boxes.map((box) => ({ left: box.offsetLeft, top: box.offsetTop, width: box.offsetWidth }));
    const to = from < 0 ? null : strideTo(event.key, from, places);
    const token = to === null ? undefined : tokens[to];
    if (to === null || !token) return;
    event.preventDefault();
    boxes[to]?.focus();
    if (to !== from) onSelect(token.position);
  }

  function onClick(event: MouseEvent<HTMLAnchorElement>, position: number) {
    // A click that asks for a new tab or a download is the browser's.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onSelect(position);
  }

  return (
    <div
      ref={strip}
      className="strip"
      data-size={size}
      role="listbox"
      aria-label={label}
      onKeyDown={onKeyDown}
    >
      {tokens.map((token) => {
        const { position, text } = token;
        const value = values?.get(position) ?? 0;
        const shown = value > 0 ? formatNumber(value) : undefined;
        return [
          <a
            key={position}
            className="token"
            role="option"
            href={href(position)}
            data-thing={`@${position}`}
            aria-selected={position === selected}
            aria-label={`${position}: ${tokenName(token)}${shown ? `, ${measure} ${shown}` : ""}`}
            title={partWords(token) || undefined}
            tabIndex={position === selected ? 0 : -1}
            data-heat={heatLevel(value, top) || undefined}
            data-value={shown}
            draggable={false}
            onClick={(event) => onClick(event, position)}
            onPointerEnter={onIntent && (() => onIntent(position))}
            onFocus={onIntent && (() => onIntent(position))}
          >
            <TokenText token={token} />
          </a>,
          text.includes("\n") ? <br key={`${position} break`} /> : null,
        ];
      })}
    </div>
  );
}
