import { describe, expect, test } from "vitest";
import { DELETE as takeBack } from "@/app/api/v1/findings/[id]/publication/route";
import { GET as show } from "@/app/api/v1/findings/[id]/route";
import { signInLocally } from "@/lib/auth/sign-in-locally";
import { readCircuitGraph } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { findNewestFindings } from "@/lib/findings/find-newest-findings";
import { findPrompt } from "@/lib/starter-content/prompts";
import { goOnWithStarters, requestStarters } from "@/lib/starter-content/request-starters";
import type { StarterPrompt } from "@/lib/starter-content/starter-prompt";
import { call, createPerson } from "../support/people";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

setUpSite();

const prompts = ["tomorrow", "capital-of-france", "induction-short-prefix"].flatMap(
  (name) => findPrompt(name) ?? [],
);
const [first] = prompts;

const start = (which: readonly StarterPrompt[] = prompts) => requestStarters(["storybook-4l"], which);

function published(count: number) {
  return waitFor(
    `${count} published findings`,
    async () => {
      const found = await db().starterFinding.findMany({ where: { findingId: { not: null } } });
      return found.length === count && found;
    },
    60,
  );
}

/** How many rows there are of everything that a start could make twice. */
async function counts() {
  const tables = [
    db().run,
    db().circuit,
    db().verification,
    db().causalCheck,
    db().finding,
    db().user,
  ] as const;
  const [runs, circuits, verifications, checks, findings, people] = await Promise.all([
    ...[tables[0].count(), tables[1].count(), tables[2].count()],
    ...[tables[3].count(), tables[4].count(), tables[5].count()],
  ]);
  return { runs, circuits, verifications, checks, findings, people };
}

/** As if nothing had been written up yet. */
async function unpublish(name: string) {
  const data = { findingId: null, computedAt: null, jobId: null, refusal: null };
  const { findingId } = await db().starterFinding.findUniqueOrThrow({ where: { name } });
  await db().starterFinding.update({ where: { name }, data });
  await db().finding.deleteMany({ where: { id: findingId ?? undefined } });
}

describe("what the site publishes for itself", { timeout: 120_000 }, () => {
  test("is published once, however often and by however many it is begun, and whichever workers die", async () => {
    await Promise.all([start(prompts.slice(0, 2)), start(prompts.slice(0, 2))]);
    const killed = spawnWorker();
    await killed.ready;
    await waitFor("the first run", () => db().run.count({ where: { computedAt: { not: null } } }));
    await killed.kill("SIGKILL");
    spawnWorker({ keep: true });
    // Also while they are under way, with a prompt that a new release brings.
    await Promise.all([start(), start(), goOnWithStarters()]);
    await published(3);
    await Promise.all([start(), start(), goOnWithStarters()]);
    expect(await counts()).toMatchObject({ runs: 3, circuits: 3, verifications: 3, checks: 3, findings: 3 });
    expect(await db().user.count({ where: { purpose: "site" } })).toBe(1);
  });

  test("is verified, causally checked, and shown as the site's own", async () => {
    const { items } = await findNewestFindings({});
    expect(items.map(({ title }) => title).sort()).toEqual(prompts.map(({ title }) => title).sort());
    for (const { author, trust } of items) {
      expect(author).toEqual({ handle: "circuit-commons", name: "Circuit Commons (this site)" });
      expect(trust.verified?.passed).toBe(true);
      expect(trust.checked).toHaveLength(1);
    }
  });

  test("says nothing but numbers of what was computed, and quotes nodes that are there", async () => {
    for (const { title } of prompts) {
      const { body, circuitId } = await db().finding.findFirstOrThrow({ where: { title } });
      const { nodes, edges } = await readCircuitGraph(circuitId);
      const quoted = [...body.matchAll(/`([a-z][^`"\n]*@[^`"\n]*)`/g)].map(([, text = ""]) => text);
      expect(quoted.length).toBeGreaterThan(5);
      for (const text of quoted) {
        const [source = "", target] = text.split(" > ");
        expect(nodes.map(({ id }) => id)).toContain(source);
        if (target) expect(edges).toContainEqual(expect.objectContaining({ source, target }));
      }
      const { result } = await db().causalCheck.findFirstOrThrow({ where: { circuitId } });
      const { pearson } = JSON.parse(JSON.stringify(result));
      expect(body).toContain(`those measured is ${pearson.toPrecision(3)}.`);
      expect(body).toContain("## What was not found");
    }
  });

  test("says where the model does not do what is looked for", async () => {
    const { body } = await db().finding.findFirstOrThrow({ where: { title: prompts[2]?.title ?? "" } });
    expect(body).toContain("The model does **not** do this");
  });

  test("is taken back by administrators and nobody else, and then not published again", async () => {
    const { findingId } = await db().starterFinding.findUniqueOrThrow({ where: { name: first?.name ?? "" } });
    const at = { params: { id: findingId ?? "" } };
    const [member, moderator, administrator] = [
      await createPerson(),
      await createPerson("moderator"),
      await createPerson("administrator"),
    ];
    for (const person of [member, moderator]) {
      expect((await call(takeBack, { ...at, method: "DELETE", person })).status).toBe(404);
      expect(await (await call(show, { ...at, person })).json()).toMatchObject({ mayTakeBack: false });
    }
    const seen = await (await call(show, { ...at, person: administrator })).json();
    expect(seen).toMatchObject({ isMine: false, mayTakeBack: true });
    expect((await call(takeBack, { ...at, method: "DELETE", person: administrator })).status).toBe(204);
    expect((await call(show, at)).status).toBe(410);
    const before = await counts();
    await start();
    await goOnWithStarters();
    expect(await db().starterFinding.count({ where: { computedAt: null } })).toBe(0);
    expect(await counts()).toEqual(before);
    expect(await db().finding.count({ where: { publishedAt: { not: null } } })).toBe(2);
  });

  test("is not published where a claim does not hold, and is at the next start where it does", async () => {
    const name = "capital-of-france";
    const { circuitId } = await db().starterFinding.findUniqueOrThrow({ where: { name } });
    const where = { circuitId_frozen: { circuitId: circuitId ?? "", frozen: false } };
    const { result } = await db().causalCheck.findUniqueOrThrow({ where });
    const kept = JSON.parse(JSON.stringify(result));
    await db().causalCheck.update({ where, data: { result: { ...kept, pearson: 0.1 } } });
    await unpublish(name);
    await start();
    const { refusal, findingId } = await waitFor("a refusal", async () => {
      const row = await db().starterFinding.findUniqueOrThrow({ where: { name } });
      return row.computedAt && row;
    });
    expect(refusal).toMatch(/^agrees: /);
    expect(findingId).toBeNull();
    await db().causalCheck.update({ where, data: { result: kept } });
    await start();
    // With the one that was taken back.
    await published(3);
  });

  test("has an account that nobody signs in to", async () => {
    for (const password of ["", "null", "password"])
      expect(
        await signInLocally({ handle: "circuit-commons", password, address: "192.0.2.1", browser: null }),
      ).toBeNull();
  });
});
