/** Often enough that proxies keep the connection and a dead reader is noticed. */
const keepAliveMillis = 15_000;

/**
 * A server-sent event stream of one event name. The stream ends when `values` ends; the reader should then close
 * it (every last value says that it is the last). A reader who loses the connection comes back by itself within
 * a second, and gets the present state first.
 */
export function eventStream(event: string, values: AsyncIterable<unknown>, signal: AbortSignal): Response {
  const encoder = new TextEncoder();
  const iterator = values[Symbol.asyncIterator]();
  let keepAlive: NodeJS.Timeout | undefined;
  const stop = async () => {
    clearInterval(keepAlive);
    await iterator.return?.();
  };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode("retry: 1000\n\n"));
      keepAlive = setInterval(() => controller.enqueue(encoder.encode(": still here\n\n")), keepAliveMillis);
      signal.addEventListener("abort", () => void stop());
    },
    async pull(controller) {
      try {
        const { value, done } = await iterator.next();
        if (!done)
          return controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`));
      } catch (error) {
        // The connection breaks off, and the reader comes back by itself. A timer left behind would write into it.
        clearInterval(keepAlive);
        throw error;
      }
      clearInterval(keepAlive);
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
