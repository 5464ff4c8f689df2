import { readFileSync } from "node:fs";

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
  if (process.env.npm_lifecycle_event !== undefined) watchNpm(request);
}

/** Killed npm passes nothing on, and its shell takes a signal without passing it on. */
function watchNpm(onGone: () => void): void {
  const started = ancestors();
  const timer = setInterval(() => {
    if (ancestors() === started) return;
    clearInterval(timer);
    onGone();
  }, parentCheckMillis);
  timer.unref();
}

/** The process ids of our parent, npm's shell, and its parent, npm. */
function ancestors(): string {
  try {
    const [, parentOfParent] =
      / \((?:.*)\) \S (\d+) /s.exec(readFileSync(`/proc/${process.ppid}/stat`, "utf8")) ?? [];
    return `${process.ppid} ${parentOfParent}`;
  } catch {
    return String(process.ppid);
  }
}
