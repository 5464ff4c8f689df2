import type { z } from "zod";
import { loadAnswers, parseAnswer } from "./ask";
import { Refusal } from "./refusal";

type Answers = Awaited<ReturnType<typeof loadAnswers>>;

interface Stream<Event> {
  address: string;
  /** What its events are called. */
  event: string;
  schemaIn: (answers: Answers) => z.ZodType<Event>;
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
  const { address, event, schemaIn, onConnection, onEvent, signal } = stream;
  const schema = schemaIn(await loadAnswers());
  signal.throwIfAborted();
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
          if (onEvent(parseAnswer(schema, data))) resolve();
        } catch (error) {
          reject(error);
        }
      });
    });
  } finally {
    source.close();
  }
}
