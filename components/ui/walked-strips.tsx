"use client";

import { useEffect } from "react";

/** In a strip that can be walked (`HeatStrip`), the arrow keys lead from value to value, and Home and End to its ends. */
export function WalkedStrips() {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const { target, key, shiftKey, altKey, ctrlKey, metaKey } = event;
      if (shiftKey || altKey || ctrlKey || metaKey || !(target instanceof HTMLElement)) return;
      if (target.dataset.walked === undefined) return;
      const walked = [...(target.closest(".strip")?.querySelectorAll<HTMLElement>("[data-walked]") ?? [])];
      const at = walked.indexOf(target);
      const to =
        key === "ArrowRight"
          ? walked[at + 1]
          : key === "ArrowLeft"
            ? walked[at - 1]
            : key === "Home"
              ? walked[0]
              : key === "End"
                ? walked.at(-1)
                : undefined;
      if (!to) return;
      event.preventDefault();
      for (const each of walked) each.tabIndex = each === to ? 0 : -1;
      to.focus();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  return null;
}
