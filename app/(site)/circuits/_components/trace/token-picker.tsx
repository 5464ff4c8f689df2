"use client";

import { useEffect, useId, useState } from "react";
import type { VocabularyToken } from "@/lib/tokens/token-text";
import { byLabel } from "./token-labels";

interface TokenPickerProps {
  label: string;
  model: string;
  /** Offered before anything is typed. */
  likely: readonly VocabularyToken[];
  typed: string;
  placeholder?: string;
  onType: (typed: string) => void;
}

const restMillis = 120;

/** A field for any token of the vocabulary. It offers those that begin with what is typed. */
export function TokenPicker({ label, model, likely, typed, placeholder, onType }: TokenPickerProps) {
  const list = useId();
  const [found, setFound] = useState<readonly VocabularyToken[]>([]);
  const known = byLabel(likely);
  const isKnown = typed === "" || known.has(typed);
  useEffect(() => {
    if (isKnown) return setFound([]);
    let current = true;
    const timer = setTimeout(() => {
      findTyped(model, typed).then(
        (tokens) => current && setFound(tokens),
        // Without suggestions what is typed still stands; it is looked up again, and said, when it is used.
        () => current && setFound([]),
      );
    }, restMillis);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [model, typed, isKnown]);
  return (
    <>
      <input
        className="input token-picker"
        aria-label={label}
        list={list}
        value={typed}
        placeholder={placeholder}
        maxLength={200}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={({ target }) => onType(target.value)}
        onFocus={({ target }) => target.select()}
      />
      <datalist id={list}>
        {[...byLabel([...(isKnown ? likely : []), ...found])].map(([option, { bytes }]) => (
          // A browser offers what holds what is typed; bytes do so in what they are a part of.
          <option
            key={option}
            value={option}
            label={bytes && !isKnown ? `${option} in ${typed}` : undefined}
          />
        ))}
      </datalist>
    </>
  );
}

/** The tokens that begin with what is typed. Throws where they cannot be fetched. */
export async function findTyped(model: string, typed: string): Promise<readonly VocabularyToken[]> {
  const { fetchTokens } = await import("./token-queries");
  return fetchTokens(model, typed.replaceAll("\u00b7", " ").replaceAll("\u21b5", "\n"));
}
