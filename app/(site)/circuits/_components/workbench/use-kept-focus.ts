import { type RefObject, useEffect, useRef } from "react";

/**
 * Keeps the keyboard where one works: what had the focus within `around` and is gone, as a button whose work is done,
 * hands it to `instead`.
 */
export function useKeptFocus(
  around: RefObject<HTMLElement | null>,
  instead: RefObject<HTMLElement | null>,
): void {
  const last = useRef<EventTarget | null>(null);
  useEffect(() => {
    const element = around.current;
    const onFocus = ({ target }: FocusEvent) => {
      last.current = target;
    };
    element?.addEventListener("focusin", onFocus);
    return () => element?.removeEventListener("focusin", onFocus);
  }, [around]);
  useEffect(() => {
    const { activeElement, body } = document;
    if (activeElement !== body || !(last.current instanceof Element) || last.current.isConnected) return;
    last.current = null;
    instead.current?.focus({ preventScroll: true });
  });
}
