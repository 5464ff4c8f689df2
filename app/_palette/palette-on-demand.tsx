"use client";

import { type ComponentType, useEffect, useState } from "react";

type Palette = ComponentType<{ onClose: () => void }>;

/** Opens the palette by Ctrl-K, Cmd-K or a press on what says `data-palette`. Its script comes with the first time. */
export function PaletteOnDemand() {
  const [Shown, setShown] = useState<Palette | null>(null);
  useEffect(() => {
    function open(event: KeyboardEvent | MouseEvent) {
      if (!asksForIt(event)) return;
      event.preventDefault();
      import("./palette").then(
        ({ Palette }) => setShown(() => Palette),
        () => location.assign("/search"),
      );
    }
    document.addEventListener("keydown", open);
    document.addEventListener("click", open);
    return () => {
      document.removeEventListener("keydown", open);
      document.removeEventListener("click", open);
    };
  }, []);
  return Shown && <Shown onClose={() => setShown(null)} />;
}

function asksForIt(event: KeyboardEvent | MouseEvent): boolean {
  const { target, altKey, shiftKey } = event;
  const isWithCommand = event.ctrlKey || event.metaKey;
  if (event instanceof KeyboardEvent) return event.key === "k" && isWithCommand && !altKey && !shiftKey;
  // With a key held it is a link to the search's own page.
  return (
    !isWithCommand && !shiftKey && target instanceof Element && target.closest("[data-palette]") !== null
  );
}
