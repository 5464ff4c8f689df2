"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

interface PageKeysProps {
  previous: string | null;
  next: string | null;
}

/** Shift and an arrow key lead to the features before and after, wherever nobody types. */
export function PageKeys({ previous, next }: PageKeysProps) {
  const router = useRouter();
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const { target, key, shiftKey, altKey, ctrlKey, metaKey } = event;
      if (!shiftKey || altKey || ctrlKey || metaKey || event.defaultPrevented) return;
      if (target instanceof HTMLElement && target.closest("input, textarea, select, [role=listbox]")) return;
      const to = key === "ArrowLeft" ? previous : key === "ArrowRight" ? next : null;
      if (to === null) return;
      event.preventDefault();
      router.push(to);
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [router, previous, next]);
  return null;
}
