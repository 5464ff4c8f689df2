import { type ChangeEvent, type RefObject, useEffect } from "react";

const key = "prompt-draft";

/**
 * Keeps what is being typed for as long as the tab is open, so that going elsewhere and coming back loses
 * nothing. The text goes once it has been sent.
 */
export function usePromptDraft(remember: boolean, box: RefObject<HTMLTextAreaElement | null>) {
  useEffect(() => {
    const kept = remember ? sessionStorage.getItem(key) : null;
    if (kept !== null && box.current) box.current.value = kept;
  }, [remember, box]);
  return {
    keep: ({ target }: ChangeEvent<HTMLTextAreaElement>) => {
      if (remember) sessionStorage.setItem(key, target.value);
    },
    forget: () => sessionStorage.removeItem(key),
  };
}
