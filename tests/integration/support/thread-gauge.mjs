import { readFileSync } from "node:fs";

/*
 * Loaded into a web process by a test, before anything else: tells that test, over the channel between the two, for
 * how long the thread that answers was held. The site knows nothing of it.
 *
 * A timer ticks every millisecond or two. Between two ticks the thread did one thing after another without a pause, so
 * nobody else was answered: the longest such time is what one request held. It is counted in time on a processor, which
 * a busy machine does not stretch; where the system does not tell that, by the clock.
 */
const tickMillis = 2;
let gauge = null;

/** Milliseconds that this process's first thread has spent on a processor. */
function processorMillis() {
  if (process.platform !== "linux") return performance.now();
  return Number(readFileSync("/proc/self/schedstat", "utf8").split(" ", 1)[0]) / 1e6;
}

function tick() {
  if (!gauge) return;
  const now = processorMillis();
  gauge.longest = Math.max(gauge.longest, now - gauge.last);
  gauge.last = now;
  setTimeout(tick, tickMillis);
}

process.on("message", (message) => {
  if (message === "begin") {
    const now = processorMillis();
    gauge = { begun: now, last: now, longest: 0 };
    tick();
    process.send({ gauge: "begun" });
  }
  if (message === "end")
    // After the next tick, so that what is going on now is counted too.
    setTimeout(() => {
      const { begun, last, longest } = gauge;
      gauge = null;
      process.send({ gauge: { heldMillis: longest, totalMillis: last - begun } });
    }, 3 * tickMillis);
});
// Without the test there is nobody to stop this process.
process.on("disconnect", () => process.exit());
process.channel.unref();
