import { setTimeout as sleep } from "node:timers/promises";
import { median, report } from "./measure";

const perSecond = 20;
const seconds = 15;
const barMillis = 100;
/** Whoever seems to have a session is answered past what is kept, with the same page. */
const anew = { cookie: "bench.session-token=none" };

/**
 * Prints how long readers wait for pages that are asked for at a steady rate, whether answers have come or not: of a page without
 * data and of each, first made anew and then as guests get it.
 */
export async function reportSteady(address: string, pages: Record<string, string>): Promise<void> {
  const all = { "a page without data": "/sign-up", ...pages };
  for (const [name, page] of Object.entries(all)) {
    await spell(address + page, anew, 1);
    reportTimes(`${name}, made anew`, await spell(address + page, anew, seconds), barMillis);
  }
  for (const [name, page] of Object.entries(pages)) {
    await spell(address + page, {}, 1);
    reportTimes(`${name}, for a guest`, await spell(address + page, {}, seconds), barMillis);
  }
}

async function spell(address: string, headers: Record<string, string>, lasting: number): Promise<number[]> {
  const began = performance.now();
  const asked: Promise<number>[] = [];
  for (let n = 0; n < perSecond * lasting; n++) {
    await sleep(Math.max(0, began + (n * 1000) / perSecond - performance.now()));
    asked.push(ask(address, headers));
  }
  return (await Promise.all(asked)).sort((a, b) => a - b);
}

async function ask(address: string, headers: Record<string, string>): Promise<number> {
  const began = performance.now();
  const response = await fetch(address, { headers });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  await response.arrayBuffer();
  return performance.now() - began;
}

function reportTimes(name: string, sorted: readonly number[], bar: number): void {
  report(`${name}, ${perSecond} a second, median`, median(sorted), "ms");
  report(
    `${name}, ${perSecond} a second, 95 of 100 within`,
    sorted[Math.floor(sorted.length * 0.95)] ?? 0,
    "ms",
    bar,
  );
}
