import { encodeView } from "@/lib/views/view-codec";
import type { CircuitViewState } from "@/lib/views/view-state";

/**
 * The view of each circuit on the page as it stands: what is saved or written up is this, since an address follows a
 * moment later and holds only so much.
 */
const shown = new Map<string, CircuitViewState>();

export function rememberView(address: string, view: CircuitViewState): void {
  shown.set(address, view);
}

/** Before the circuit is shown with a view that is not the last one. */
export function forgetView(address: string): void {
  shown.delete(address);
}

/** It encoded, as it is saved; null where no graph of this circuit was drawn since the site was opened. */
export async function shownView(address: string): Promise<string | null> {
  const view = shown.get(address);
  return view ? ((await encodeView(view)) ?? "") : null;
}

const whenSaved = new Map<string, () => void>();

/** What to do once the view of a circuit on the page has been saved. Returns how to take that back. */
export function onViewSaved(address: string, done: () => void): () => void {
  whenSaved.set(address, done);
  return () => {
    if (whenSaved.get(address) === done) whenSaved.delete(address);
  };
}

export function viewSaved(address: string): void {
  whenSaved.get(address)?.();
}
