import http from "node:http";
import { db } from "@/lib/db/client";
import { withEvidenceSite } from "./evidence-site";
import { interleave, median, report } from "./measure";

/*
 * What the site answers guests, from a production start: mixed pages asked for by fifty readers at once, sent again where
 * nothing changed and made anew each time, in turn in one run; how soon a change is seen; and a feature's page, made anew,
 * beside one without data. The readers are on the same cores.
 */
const readers = 50;
const spellMillis = 5_000;
const spells = 3;
const rounds = 60;

/** Whoever seems to have a session is answered past what is kept, with the same page. */
const anew = { cookie: "bench.session-token=none" };

const agent = new http.Agent({ keepAlive: true, maxSockets: readers });

function get(address: string, headers: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = http.get(address, { agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => {
        if (response.statusCode === 200) resolve(Buffer.concat(parts).toString());
        else reject(new Error(`${address} answered ${response.statusCode}`));
      });
    });
    asked.on("error", reject);
  });
}

interface Spell {
  perSecond: number;
  millis: number[];
}

/** Fifty readers who ask for one page after another, as browsers do, for some seconds. */
async function readFor(addresses: string[], headers: Record<string, string>): Promise<Spell> {
  const millis: number[] = [];
  const began = performance.now();
  await Promise.all(
    Array.from({ length: readers }, async (_, reader) => {
      for (let n = reader; performance.now() - began < spellMillis; n++) {
        const start = performance.now();
        await get(addresses[n % addresses.length] ?? "", { "accept-encoding": "gzip", ...headers });
        millis.push(performance.now() - start);
      }
    }),
  );
  return { perSecond: (millis.length * 1000) / (performance.now() - began), millis };
}

async function measureReaders(addresses: string[]): Promise<void> {
  const ways = { "sent again": {}, "made anew": anew };
  for (const headers of Object.values(ways)) for (const each of addresses) await get(each, headers);
  const spellsOf = new Map<string, Spell[]>();
  for (let n = 0; n < spells; n++)
    for (const [way, headers] of Object.entries(ways)) {
      const before = process.cpuUsage();
      const spell = await readFor(addresses, headers);
      const { user, system } = process.cpuUsage(before);
      spellsOf.set(way, [...(spellsOf.get(way) ?? []), spell]);
      report(
        `processor time of the readers meanwhile, ${way}`,
        (user + system) / 1000 / spellMillis,
        "cores",
      );
    }
  for (const [way, all] of spellsOf) {
    const rates = all.map(({ perSecond }) => perSecond).sort((a, b) => a - b);
    const millis = all.flatMap((spell) => spell.millis).sort((a, b) => a - b);
    report(`mixed pages a second, ${way}, median of ${spells} spells`, median(rates), "pages/s");
    report(`a reader waits, ${way}, median`, median(millis), "ms");
    report(
      `a reader waits, ${way}, one of a hundred longer`,
      millis[Math.floor(millis.length * 0.99)] ?? 0,
      "ms",
    );
  }
}

async function measureChange(address: string): Promise<void> {
  const times: number[] = [];
  for (let n = 0; n < 20; n++) {
    await get(`${address}/models`);
    const displayName = `Changed ${n}`;
    await db().model.updateMany({ data: { displayName } });
    const start = performance.now();
    while (!(await get(`${address}/models`)).includes(displayName));
    times.push(performance.now() - start);
  }
  report("from a change to the first page that shows it, longest of 20", Math.max(...times), "ms", 1000);
}

async function measureFeaturePage(address: string, feature: string): Promise<void> {
  const times = await interleave(rounds, {
    "a feature's page": () => get(address + feature, anew),
    "a page without data": () => get(`${address}/sign-up`, anew),
    "a feature's page, sent again": () => get(address + feature),
  });
  const of = Object.fromEntries(Object.entries(times).map(([name, sorted]) => [name, median(sorted)]));
  for (const [name, millis] of Object.entries(of)) report(`${name}, median`, millis, "ms");
  report(
    "a feature's page made anew beside one without data",
    (of["a feature's page"] ?? 0) / (of["a page without data"] ?? 1),
    "times",
    2,
  );
}

await withEvidenceSite(async ({ address, features, run, circuit }) => {
  const pages = ["/", "/features", "/features?layer=1", "/models", "/models/storybook-4l", "/docs/api"];
  const addresses = [...pages, run, circuit, ...features.slice(0, 12)].map((page) => address + page);
  await measureReaders(addresses);
  await measureChange(address);
  await measureFeaturePage(address, features[0] ?? "");
});
