import { expect, test } from "vitest";
import type { Circuit } from "@/lib/circuit-format/circuit";
import { parseEnv } from "@/lib/env";
import { BrowserUser } from "./support/browser-user";
import { startedSite } from "./support/site";

/*
 * Whoever means well is refused nothing. A day of ten hours at the site, of which so many are lived here, each as full as
 * in the whole: what is allowed a day is allowed in proportion, what is allowed a minute or an hour as it is.
 */
const hoursOfDay = 10;
const hours = Number(process.env.HONEST_DAY_HOURS ?? 1);
const perDay = Object.entries(parseEnv({}))
  .filter(([name]) => name.endsWith("_PER_DAY"))
  .map(([name, value]) => [name, String(Math.ceil((Number(value) * hours) / hoursOfDay))]);

const site = startedSite({ ...Object.fromEntries(perDay), TRUST_PROXY: "true" });
const password = "a long pass phrase";

/** An hour goes by, as limits see it. */
async function anHourLater(): Promise<void> {
  await site.query("update rate_limit set expire = expire - 3600000");
}

const names = ["Mary", "Tom", "Ann", "Sam", "Lily", "Ben", "Sue", "Tim", "Mia", "Max"];
const things = ["ball", "cup", "book", "hat", "cake", "kite", "toy", "box", "leaf", "shell"];
let texts = 0;
/** A text that nobody has asked about. */
function newText(): string {
  const n = texts++;
  const [name, other] = [names[n % 10], names[(n + 1 + Math.floor(n / 100)) % 10]];
  return `${name} and ${other} saw ${n} birds. ${name} gave a ${things[Math.floor(n / 10) % 10]} to`;
}

/** Nodes of a circuit that one may expand by hand. */
function leavesOf({ nodes }: Circuit, count: number): string[] {
  return nodes
    .filter(({ kind, expanded }) => !expanded && (kind === "attn" || kind === "mlp"))
    .sort((a, b) => b.influence - a.influence)
    .slice(0, count)
    .map(({ id }) => id);
}

interface Hour {
  prompts: number;
  circuits: number;
  expansions: number;
  checks: number;
  verifications: number;
}

/** One hour of reading: everything as fast as hands are, one after another. Gives the circuits that were looked at. */
async function read(user: BrowserUser, hour: Hour): Promise<string[]> {
  await user.open("/");
  const runs: { id: string; last: number }[] = [];
  for (let n = 0; n < hour.prompts; n++) runs.push(await user.prompt(newText()));
  const circuits: string[] = [];
  for (let n = 0; n < hour.circuits; n++) {
    const run = runs[n % runs.length];
    if (run) circuits.push(await user.trace(run.id, `logit.${300 + n}@${run.last}`));
  }
  for (const id of circuits) {
    await user.open(`/circuits/${id}`);
    await user.send("GET", `/api/v1/circuits/${id}/graph`);
  }
  let left = hour.expansions;
  for (const id of circuits) {
    for (const nodeId of left > 0 ? leavesOf(await user.graph(id), Math.min(8, left)) : []) {
      await user.send("POST", `/api/v1/circuits/${id}/expansions`, { nodeId });
      left--;
    }
  }
  expect(left, "nodes that were not there to expand").toBe(0);
  for (const id of circuits.slice(0, hour.checks)) {
    const check = await user.ask("POST", `/api/v1/circuits/${id}/causal-checks`, { frozen: true });
    await user.watch(`/api/v1/circuits/${id}/causal-checks/${idOf(check)}`);
  }
  for (const id of circuits.slice(0, hour.verifications)) {
    const verification = await user.ask("POST", `/api/v1/circuits/${id}/verifications`);
    await user.watch(`/api/v1/circuits/${id}/verifications/${idOf(verification)}`);
  }
  return circuits;
}

function idOf(answer: unknown): string {
  return typeof answer === "object" && answer !== null && "id" in answer ? String(answer.id) : "";
}

test("a member's heavy day is refused nothing", async () => {
  const at = "192.0.2.10";
  const [desk, laptop, phone] = [1, 2, 3].map(() => new BrowserUser(site, at));
  if (!desk || !laptop || !phone) throw new Error("There are three browsers.");
  await desk.signUp("heavy-member", password);
  for (const slip of ["a long passphrase", "A long pass phrase"])
    expect(await laptop.signIn("heavy-member", slip)).toBe("CredentialsSignin");
  expect(await laptop.signIn("heavy-member", password)).toBeNull();
  expect(await phone.signIn("heavy-member", password)).toBeNull();
  for (let hour = 0; hour < hours; hour++) {
    const work = { prompts: 20, circuits: 30, expansions: 40, checks: 4, verifications: 2 };
    const circuits = await read(desk, work);
    const [first = ""] = circuits;
    for (let n = 0; n < 6; n++) {
      const view = { name: `View ${n}`, state: "" };
      await laptop.send("POST", `/api/v1/circuits/${circuits[n]}/views`, view);
    }
    await laptop.writeUp(first, `What gives the name, part ${hour}`, 30);
    const document = await desk.graph(first);
    await desk.send("GET", `/api/v1/circuits/${first}/attribution-graph`);
    await desk.bring("mine.json", {
      ...document,
      spec: { ...document.spec, threshold: 0.03 + hour / 1_000 },
    });
    for (const path of ["/", "/models", "/imports", "/settings", `/circuits/${first}`])
      await phone.open(path);
    await anHourLater();
  }
});

test("a guest's heavy day is refused nothing", async () => {
  const guest = new BrowserUser(site, "198.51.100.20");
  for (let hour = 0; hour < hours; hour++) {
    await read(guest, { prompts: 2, circuits: 20, expansions: 30, checks: 2, verifications: 1 });
    await anHourLater();
  }
});
