"use client";

import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useRested } from "@/app/_components/use-rested";
import { tokensQuery } from "@/app/_queries/models";
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
  const known = byLabel(likely);
  const isKnown = typed === "" || known.has(typed);
  const rested = useRested(typed, restMillis) ?? "";
  // Without suggestions what is typed still stands; it is looked up again, and said, when it is used.
  const { data: found = [] } = useQuery({
    ...tokensQuery(model, rested),
    enabled: !isKnown && rested === typed,
  });
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
        {[...byLabel(isKnown ? likely : found)].map(([option, { bytes }]) => (
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
