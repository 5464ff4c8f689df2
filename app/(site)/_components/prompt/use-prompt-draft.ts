import { useEffect } from "react";

const key = "prompt-draft";

/**
 * Keeps what is being typed for as long as the tab is open, so that going elsewhere and coming back loses
 * nothing. The text goes once it has been sent.
 */
export function usePromptDraft(remember: boolean, bringBack: (text: string) => void) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: it comes back once, when the page opens
  useEffect(() => {
    const kept = remember ? sessionStorage.getItem(key) : null;
    if (kept !== null) bringBack(kept);
  }, []);
  return {
    keep: (text: string) => {
      if (remember) sessionStorage.setItem(key, text);
    },
    forget: () => sessionStorage.removeItem(key),
  };
}
