import type { Viewer } from "@/lib/auth/viewer-type";
import { Changes } from "@/lib/db/changes";
import { subscribe } from "@/lib/db/notification-bus";
import { findLabels, labelsSubject } from "./find-labels";
import type { SideKey } from "./label-event";
import type { FeatureLabels } from "./view";

/** How long to wait before looking again unasked: a notification may be lost with its connection. */
const lookAgainMillis = 30_000;
/** Of many changes at once a reader is told the last. */
const restMillis = 150;

/**
 * A feature's labels now and whenever they change, until `signal` aborts. Every value is the whole state, so a reader who comes back
 * after a lost connection has missed nothing and sees nothing twice.
 */
export async function* watchLabels(
  key: Omit<SideKey, "side">,
  viewer: Viewer,
  signal: AbortSignal,
): AsyncGenerator<FeatureLabels> {
  const changes = new Changes();
  const unsubscribe = subscribe("labels", labelsSubject(key), changes.tell);
  signal.addEventListener("abort", changes.tell);
  let sent = "";
  try {
    while (!signal.aborted) {
      const labels = await findLabels(key, viewer);
      const state = JSON.stringify(labels);
      if (state !== sent) yield labels;
      sent = state;
      await changes.next(lookAgainMillis);
      if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, restMillis));
    }
  } finally {
    signal.removeEventListener("abort", changes.tell);
    unsubscribe();
  }
}
