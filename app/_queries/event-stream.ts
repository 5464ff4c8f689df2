import { Refusal } from "./refusal";

interface Stream<Event> {
  address: string;
  /** What its events are called. */
  event: string;
  /** One event from its text. May throw. */
  read: (text: string) => Event;
  onConnection: (connected: boolean) => void;
  /** True for the last one, after which the stream is left. */
  onEvent: (event: Event) => boolean;
  signal: AbortSignal;
}

/**
 * Reads server-sent events until the last. The browser connects again by itself, except after an answer that was no
 * stream: then it throws `Refusal`. A stream is one of the few connections a browser opens to a site, so it is never
 * left open.
 */
export async function readEvents<Event>(stream: Stream<Event>): Promise<void> {
  const { address, event, read, onConnection, onEvent, signal } = stream;
  const source = new EventSource(address);
  try {
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      source.addEventListener("open", () => onConnection(true));
      source.addEventListener("error", () => {
        onConnection(false);
        if (source.readyState === EventSource.CLOSED) reject(new Refusal());
      });
      source.addEventListener(event, ({ data }) => {
        try {
          if (onEvent(read(data))) resolve();
        } catch (error) {
          reject(error);
        }
      });
    });
  } finally {
    source.close();
  }
}
