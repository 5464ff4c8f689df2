"use client";

import { useRef, useState } from "react";
import { latestPrompts, mostPrompts } from "@/app/_typed/latest-prompts";

interface LatestMenuProps {
  model: string;
  /** The texts that a member ran last, in any browser. */
  latest: readonly string[];
  /** What stands in the bar, and is not offered. */
  now: string;
  onChoose: (text: string) => void;
}

/** The texts that the reader ran last, to bring one back. */
export function LatestMenu({ model, latest, now, onChoose }: LatestMenuProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  const [texts, setTexts] = useState<string[]>([]);
  function look() {
    const here = latestPrompts().flatMap((prompt) => (prompt.model === model ? prompt.text : []));
    const all = [...new Set([...here, ...latest])].filter((text) => text !== now);
    setTexts(all.slice(0, mostPrompts));
  }
  function close() {
    if (menu.current) menu.current.open = false;
  }
  return (
    <details
      ref={menu}
      className="prompt-bar-latest"
      onToggle={look}
      onBlur={({ relatedTarget }) => !menu.current?.contains(relatedTarget) && close()}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        close();
        menu.current?.querySelector("summary")?.focus();
      }}
    >
      <summary>Latest texts</summary>
      <ul className="scroller">
        {texts.map((text) => (
          <li key={text}>
            <button
              type="button"
              onClick={() => {
                close();
                onChoose(text);
              }}
            >
              {text.trim() || "\u2423"}
            </button>
          </li>
        ))}
        {texts.length === 0 && (
          <li className="text-ink-soft">What you run here is listed here, up to {mostPrompts} texts.</li>
        )}
      </ul>
    </details>
  );
}
