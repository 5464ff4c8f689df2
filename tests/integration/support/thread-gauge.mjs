import { readFileSync } from "node:fs";

/*
 * Loaded into a web process by a test, before anything else: tells that test, over the channel between the two, for
 * how long the thread that answers was held. The site knows nothing of it.
 *
 * A timer ticks every millisecond or two. Between two ticks the thread did one thing after another without a pause, so
 * nobody else was answered: the longest such time is what one request held. It is counted in time on a processor; where
 * the system does not tell that, by the clock. How much a processor does in that time is another machine's and another
 * moment's, so the gauge also takes the time of one and the same work on this thread, half a second before at most
 * and after whatever took longer: a test asks for more than a thousand things, most of which take less than that work.
 */
const tickMillis = 2;
const peerLastsMillis = 500;
/** Some 1.8 MB of JSON, to be read and written again: strings, objects and garbage, as requests make them. */
const peer = JSON.stringify(
  Array.from({ length: 20_000 }, (_, i) => ({
    ...{ id: `node-${i}`, layer: i % 12, value: i / 7, text: `a token of some words ${i}` },
  })),
);
let gauge = null;
/** What the peer took, and when that was found out. */
let lastPeer = { millis: 0, at: Number.NEGATIVE_INFINITY };

/** Milliseconds that this process's first thread has spent on a processor. */
function processorMillis() {
  if (process.platform !== "linux") return performance.now();
  return Number(readFileSync("/proc/self/schedstat", "utf8").split(" ", 1)[0]) / 1e6;
}

/** What reading and writing the peer takes here and now: the median of three. */
function measurePeer() {
  const taken = [0, 1, 2].map(() => {
    const begun = processorMillis();
    JSON.stringify(JSON.parse(peer));
    return processorMillis() - begun;
  });
  return taken.sort((a, b) => a - b)[1];
}

function peerMillis() {
  if (performance.now() - lastPeer.at > peerLastsMillis)
    lastPeer = { millis: measurePeer(), at: performance.now() };
  return lastPeer.millis;
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
    const peer = peerMillis();
    const now = processorMillis();
    gauge = { begun: now, last: now, longest: 0, peer };
    tick();
    process.send({ gauge: "begun" });
  }
  if (message === "end")
    // After the next tick, so that what is going on now is counted too.
    setTimeout(() => {
      const { begun, last, longest, peer } = gauge;
      gauge = null;
      if (longest > peer) lastPeer.at = Number.NEGATIVE_INFINITY;
      process.send({ gauge: { heldMillis: longest, totalMillis: last - begun, peerMillis: peer } });
    }, 3 * tickMillis);
});
// Without the test there is nobody to stop this process.
process.on("disconnect", () => process.exit());
process.channel.unref();
