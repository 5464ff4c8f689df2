import type { Viewer } from "@/lib/auth/viewer-type";
import { AppError } from "@/lib/errors";
import { partsOfKey } from "@/lib/limits/counted-key";
import { createLogger } from "@/lib/log";

/** Often enough that proxies keep the connection and a dead reader is noticed. */
const keepAliveMillis = 15_000;
/**
 * Streams one reader may hold open in this process: a class behind one address fits, and a flood does not. Each costs
 * a query or two every other second.
 */
export const maxStreams = 100;
/** Streams of all addresses of one block (`countedKey`). */
const maxStreamsOfBlock = 300;
/** All readers' streams in this process. */
const maxStreamsInAll = 2_000;

const openStreams = new Map<string, number>();
let openInAll = 0;

interface StreamOptions<T> {
  viewer: Viewer;
  signal: AbortSignal;
  /** A value's JSON. */
  encode: (value: T) => string;
}

/**
 * A server-sent event stream of one event name. The stream ends when `values` ends; the reader should then close
 * it (every last value says that it is the last). A reader who loses the connection comes back by itself within
 * a second, and gets the present state first. Throws "too-many-requests" for a reader of too many.
 */
export function eventStream<T>(
  event: string,
  values: AsyncIterable<T>,
  { viewer, signal, encode }: StreamOptions<T>,
): Response {
  const release = takeStream(viewer.kind === "member" ? viewer.id : viewer.key);
  const encoder = new TextEncoder();
  const iterator = values[Symbol.asyncIterator]();
  let keepAlive: NodeJS.Timeout | undefined;
  let isOver = false;
  const end = () => {
    isOver = true;
    clearInterval(keepAlive);
    release();
  };
  const stop = async () => {
    end();
    await iterator.return?.();
  };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode("retry: 1000\n\n"));
      // Where nobody takes what is there, nothing is added to it.
      const wanted = () => (controller.desiredSize ?? 0) > 0;
      const stay = () => wanted() && controller.enqueue(encoder.encode(": still here\n\n"));
      keepAlive = setInterval(stay, keepAliveMillis);
      signal.addEventListener("abort", () => void stop());
    },
    async pull(controller) {
      try {
        const { value, done } = await iterator.next();
        // Who left while the next one was made is sent nothing.
        if (isOver) return;
        if (!done) return controller.enqueue(encoder.encode(`event: ${event}\ndata: ${encode(value)}\n\n`));
      } catch (error) {
        // The connection breaks off, and the reader comes back by itself. A timer left behind would write into it.
        end();
        createLogger("http").error({ err: error, event }, "an event stream broke off");
        throw error;
      }
      end();
      if (!signal.aborted) controller.close();
    },
    cancel: stop,
  });
  const headers = {
    "content-type": "text/event-stream",
    "cache-control": "no-store, no-transform",
    "x-accel-buffering": "no",
  };
  return new Response(body, { headers });
}

/** Counts one stream more, or refuses it. Returns how to count it no longer, which may be said twice. */
function takeStream(reader: string): () => void {
  const { own, block } = partsOfKey(reader);
  const openOf = (key: string) => openStreams.get(key) ?? 0;
  if (openOf(own) >= maxStreams || (block !== null && openOf(block) >= maxStreamsOfBlock))
    throw new AppError(
      "too-many-requests",
      `You have ${maxStreams} pages open that wait for something. Close some, and this one goes on by itself.`,
      { retryAfterSeconds: 5 },
    );
  if (openInAll >= maxStreamsInAll)
    throw new AppError(
      "unavailable",
      "More people wait for something here than this site can tell at once. Try again in a moment.",
      { retryAfterSeconds: 10 },
    );
  const counted = block === null ? [own] : [own, block];
  for (const key of counted) openStreams.set(key, openOf(key) + 1);
  openInAll++;
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    openInAll--;
    for (const key of counted)
      if (openOf(key) > 1) openStreams.set(key, openOf(key) - 1);
      else openStreams.delete(key);
  };
}
