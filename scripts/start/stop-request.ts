/** One Ctrl-C arrives twice under npm: from the terminal, and passed on by npm itself. */
const echoMillis = 400;
const parentCheckMillis = 250;

/** Calls `first` on the first request to stop, in whatever form it comes, and `again` on the next signal. */
export function onStopRequest(handlers: { first: () => void; again: () => void }): void {
  let firstAt: number | undefined;
  const request = () => {
    const now = performance.now();
    if (firstAt === undefined) {
      firstAt = now;
      handlers.first();
    } else if (now - firstAt > echoMillis) handlers.again();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, request);
  // A reader of our lines that goes away (as in `npm start | head`) is no reason to crash, nor to stop.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  if (process.env.npm_lifecycle_event === undefined) return;
  // npm that is killed passes nothing on.
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    request();
  }, parentCheckMillis);
  timer.unref();
}
