import type { Viewer } from "@/lib/auth/viewer-type";
import { Changes } from "@/lib/db/changes";
import { subscribe } from "@/lib/db/notification-bus";
import { findConversations } from "./find-conversations";
import { getConversation } from "./get-conversation";
import type { Discussed } from "./subject";
import type { Discussion, PlacedConversation } from "./view";

/** How long to wait before looking again unasked: a notification may be lost with its connection. */
const lookAgainMillis = 30_000;
/** Of many changes at once a reader is told the last. */
const restMillis = 150;

/** The latest conversations about something, now and whenever somebody says something, until `signal` aborts. Each value is the whole state. */
export function watchDiscussion(
  about: Discussed,
  viewer: Viewer,
  signal: AbortSignal,
): AsyncGenerator<Discussion> {
  return watch(`${about.kind} ${about.id}`, () => findConversations({ about, viewer }), signal);
}

/** The same of one conversation. */
export function watchConversation(
  id: string,
  viewer: Viewer,
  signal: AbortSignal,
): AsyncGenerator<PlacedConversation> {
  return watch(`conversation ${id}`, () => getConversation(id, viewer), signal);
}

async function* watch<State>(
  subject: string,
  look: () => Promise<State>,
  signal: AbortSignal,
): AsyncGenerator<State> {
  const changes = new Changes();
  const unsubscribe = subscribe("discussion", subject, changes.tell);
  signal.addEventListener("abort", changes.tell);
  let sent = "";
  try {
    while (!signal.aborted) {
      const state = await look();
      const text = JSON.stringify(state);
      if (text !== sent) yield state;
      sent = text;
      await changes.next(lookAgainMillis);
      if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, restMillis));
    }
  } finally {
    signal.removeEventListener("abort", changes.tell);
    unsubscribe();
  }
}
