import { type Dispatch, useEffect } from "react";
import type { HistoryAction } from "@/lib/views/view-history";

/** Ctrl or Cmd with Z, with Shift or Y the other way, wherever one is on the page but in a text one is typing. */
export function useUndoKeys(dispatch: Dispatch<HistoryAction>): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const typing =
        event.target instanceof Element &&
        event.target.closest("input:not([type=range], [type=radio]), textarea");
      if (typing || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const redo = key === "y" || (key === "z" && event.shiftKey);
      if (!redo && key !== "z") return;
      event.preventDefault();
      dispatch({ type: redo ? "redo" : "undo" });
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [dispatch]);
}
