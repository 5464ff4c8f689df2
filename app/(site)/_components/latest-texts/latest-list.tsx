"use client";

import { type RefObject, useEffect, useEffectEvent, useState } from "react";
import { createPortal } from "react-dom";
import { useInBrowser } from "@/app/_components/use-in-browser";
import { latestPrompts, mostPrompts } from "@/app/_typed/latest-prompts";
import "./latest-texts.css";

interface LatestListProps {
  /** Where the list opens; it stands there before the script does. */
  menu: RefObject<HTMLDetailsElement | null>;
  model: string;
  /** The texts that a member ran last, in any browser. */
  latest: readonly string[];
  /** What stands in the bar, and is not offered. */
  now: string;
  onChoose: (text: string) => void;
}

/** The texts that the reader ran last, to bring one back. */
export function LatestList({ menu, model, latest, now, onChoose }: LatestListProps) {
  const [texts, setTexts] = useState<string[]>([]);
  // Where the bar was sent whole, the menu is there before this is taken over, and nothing stands in it yet.
  const isInBrowser = useInBrowser();
  const look = useEffectEvent(() => {
    const here = latestPrompts().flatMap((prompt) => (prompt.model === model ? prompt.text : []));
    const all = [...new Set([...here, ...latest])].filter((text) => text !== now);
    setTexts(all.slice(0, mostPrompts));
  });
  function close() {
    if (menu.current) menu.current.open = false;
  }
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== "Escape" || !menu.current?.open) return;
    close();
    menu.current.querySelector("summary")?.focus();
  });
  const onLeave = useEffectEvent(({ relatedTarget }: FocusEvent) => {
    if (relatedTarget instanceof Node && !menu.current?.contains(relatedTarget)) close();
  });
  useEffect(() => {
    const element = menu.current;
    look();
    element?.addEventListener("toggle", look);
    element?.addEventListener("keydown", onKeyDown);
    element?.addEventListener("focusout", onLeave);
    return () => {
      element?.removeEventListener("toggle", look);
      element?.removeEventListener("keydown", onKeyDown);
      element?.removeEventListener("focusout", onLeave);
    };
  }, [menu]);
  if (!isInBrowser || !menu.current) return null;
  return createPortal(
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
    </ul>,
    menu.current,
  );
}
