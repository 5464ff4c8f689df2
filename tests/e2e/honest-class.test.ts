import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { BrowserUser } from "./support/browser-user";
import { startedSite } from "./support/site";

/** The settings that docs/operations.md names for a class behind one address. */
function settingsOfClass(): Record<string, string> {
  const [, chapter = ""] = readFileSync("docs/operations.md", "utf8").split("## A class behind one address");
  const rows = [...(chapter.split("\n## ")[0] ?? "").matchAll(/^\| `(\w+)` \| `(\d+)` \|/gm)];
  return Object.fromEntries(rows.map(([, name = "", value = ""]) => [name, value]));
}

const settings = settingsOfClass();
const site = startedSite({ ...settings, TRUST_PROXY: "true" });
const password = "a long pass phrase";
const school = "203.0.113.30";

/** Nobody in a room presses in the same second as all others, and nobody waits for everybody. */
async function tenAtATime<T>(all: readonly T[], work: (each: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const one = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: 10 }, one));
}

test("a class of thirty behind one address makes accounts, signs in elsewhere and works, and is refused nothing", async () => {
  expect(Object.keys(settings), "what docs/operations.md names").toContain("SIGN_UPS_PER_HOUR");
  const pupils = Array.from({ length: 30 }, (_, n) => ({ n, handle: `pupil-${n}` }));
  // At once, as a class does what it is told.
  await tenAtATime(pupils, async ({ n, handle }) => {
    const desk = new BrowserUser(site, school);
    await desk.open("/sign-up");
    await desk.signUp(handle, password);
    const run = await desk.prompt(`Pupil ${n} and Mary saw a bird. Mary gave it to`);
    await desk.prompt("When Mary and John went to the store, John gave a drink to");
    const circuit = await desk.trace(run.id, `logit.${300 + n}@${run.last}`);
    const { nodes } = await desk.graph(circuit);
    for (const { id: nodeId } of nodes
      .filter(({ kind, expanded }) => kind === "attn" && !expanded)
      .slice(0, 3))
      await desk.send("POST", `/api/v1/circuits/${circuit}/expansions`, { nodeId });
    await desk.send("POST", `/api/v1/circuits/${circuit}/views`, { name: "Mine", state: "" });
    await desk.writeUp(circuit, `What pupil ${n} saw`, 3);
  });
  // The next morning's room has other machines, and every third mistypes.
  await tenAtATime(pupils, async ({ n, handle }) => {
    const other = new BrowserUser(site, school);
    if (n % 3 === 0) expect(await other.signIn(handle, "A long pass phrase")).toBe("CredentialsSignin");
    expect(await other.signIn(handle, password)).toBeNull();
    await other.open("/imports");
  });
});
