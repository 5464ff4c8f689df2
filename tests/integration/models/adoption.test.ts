import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { POST as cancel } from "@/app/api/v1/adoptions/[id]/cancel/route";
import { POST as adopt } from "@/app/api/v1/adoptions/route";
import { bundled, giveFolder, hubFiles } from "@/cli/adoption/given-models";
import { findAdoptions } from "@/lib/adoptions/find-adoptions";
import { findActs } from "@/lib/audit-log/find-acts";
import { db } from "@/lib/db/client";
import { MadeUpHub } from "@/lib/hub/made-up-hub";
import { findFits } from "@/lib/models/find-fits";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker, type WorkerProcess } from "../support/worker";

const folder = mkdtempSync(path.join(tmpdir(), "adoptions-"));
const [models, allowed] = [path.join(folder, "models"), path.join(folder, "allowed")];
const token = "hf_secret_of_the_operator";
const hub = new MadeUpHub();
setUpSite({ model: false, env: { MODELS_DIR: models, ADOPT_DIR: allowed, INDEX_CORPORA: "false" } });

let administrator: Person;
beforeAll(async () => {
  giveFolder(path.join(allowed, "story"));
  await hub.open();
  hub.token = token;
  process.env.HF_ENDPOINT = hub.endpoint;
  process.env.HF_TOKEN = token;
  const commit = "b".repeat(40);
  hub.repositories.set("somebody/storybook-4l", {
    ...{ commit, licence: "mit", files: hubFiles(giveFolder(path.join(folder, "story"))) },
  });
  const saes = hubFiles(path.join(bundled, "saes/attn"));
  const cfg = saes["layer_2/cfg.json"];
  if (!cfg) throw new Error("there is no such dictionary");
  // What nobody knows.
  cfg.bytes = Buffer.from(
    JSON.stringify({ ...JSON.parse(Buffer.from(cfg.bytes).toString()), favourite_colour: "green" }),
  );
  hub.repositories.set("somebody/saes", { ...{ commit, licence: "mit", files: saes } });
  administrator = await createPerson("administrator");
});
afterAll(async () => {
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(body: object): Promise<{ id: string; isNew: boolean }> {
  const response = await call(adopt, {
    ...{ method: "POST", path: "/api/v1/adoptions", body, person: administrator },
  });
  expect(response.status).toBe(200);
  return response.json();
}

const jobOf = (id: string) =>
  db().job.findFirstOrThrow({
    where: { adoption: { id } },
    select: { status: true, error: true, stage: true, attempt: true },
  });
const ended = (id: string) =>
  waitFor(
    "its end",
    async () => {
      const job = await jobOf(id);
      return ["succeeded", "failed", "cancelled"].includes(job.status) ? job : null;
    },
    300,
  );
async function rowOf(id: string) {
  const { items } = await findAdoptions(administrator.viewer, {});
  const row = items.find((each) => each.id === id);
  if (!row) throw new Error("it is in the list");
  return row;
}
/** Requests to the hub stand still once a file is asked for that this names. */
const stall = (file: string) => {
  hub.trouble = ({ url = "" }) => (url.endsWith(file) ? "done" : undefined);
};

describe("an administrator's adoption", () => {
  const asked = { source: "hub:somebody/storybook-4l", dictionaries: ["hub:somebody/saes"], name: "late" };
  let worker: WorkerProcess;

  test("goes on after its worker was killed, is one of two asked for at once, and ends in a model that is measured", async () => {
    stall("model.safetensors");
    const both = await Promise.all([ask(asked), ask(asked)]);
    const [{ id }] = both;
    expect(both.map((each) => each.id)).toEqual([id, id]);
    expect(both.filter(({ isNew }) => isNew)).toHaveLength(1);
    worker = spawnWorker({ keep: true });
    await waitFor("what it does", async () => (await jobOf(id)).stage?.includes("tokenizer.json"), 60);
    const { progress } = await rowOf(id);
    expect(progress).toMatchObject({ status: "computing", canCancel: true });
    expect(progress.stage).toBe(
      "Fetching somebody/storybook-4l/tokenizer.json (file 2 of 11): 0.1 of 0.1 MB",
    );
    const wasAsked = () =>
      hub.asked.filter((each) => each.path.endsWith("/config.json") && each.path.includes("story"));
    expect(wasAsked()).toHaveLength(1);
    await worker.kill("SIGKILL");
    hub.trouble = () => undefined;
    worker = spawnWorker({ keep: true });
    expect(await ended(id)).toMatchObject({ status: "succeeded", attempt: 2 });
    expect(wasAsked()).toHaveLength(1);
    const { outcome } = await rowOf(id);
    expect(outcome).toMatchObject({
      name: "late",
      sets: [
        {
          kind: "attn",
          name: "saes",
          layers: 4,
          fits: true,
          sentences: [],
          undecided: [],
          unmeasured: [],
          unread: ["Not read, since this project does not know it: “favourite_colour”."],
        },
      ],
    });
    const model = await db().model.findUniqueOrThrow({ where: { name: "late" } });
    expect(model.checksum).toBe(outcome?.checksum);
    const [fit] = await findFits(model.id);
    expect(fit).toMatchObject({ name: "saes", judged: { fits: true, windows: 32 } });
    expect(fit?.dictionaries.map(({ layer }) => layer)).toEqual([0, 1, 2, 3]);
    expect(readdirSync(path.join(models, ".partial"))).toEqual([]);
  });

  test("that was stopped or failed says why and is begun again by asking for the same, each a line in the log", async () => {
    stall("model.safetensors");
    const more = { knownAs: ["story", "stories/4l"], licence: "CC-BY-4.0" };
    const again = { ...asked, name: "later", dictionaries: [], ...more };
    const { id } = await ask(again);
    await waitFor("its beginning", async () => (await jobOf(id)).stage?.includes("Fetching"), 60);
    const stopped = await call(cancel, {
      ...{ method: "POST", path: "/api/v1/adoptions/[id]/cancel", params: { id }, person: administrator },
    });
    expect(await stopped.json()).toEqual({ cancelled: true });
    expect((await ended(id)).status).toBe("cancelled");
    hub.trouble = () => undefined;
    const file = hub.repositories.get("somebody/storybook-4l")?.files["model.safetensors"];
    if (!file) throw new Error("the model has weights");
    file.said = { hash: "0".repeat(64) };
    expect(await ask(again)).toEqual({ id, isNew: false });
    expect(await ended(id)).toMatchObject({ status: "failed" });
    expect((await rowOf(id)).progress.failure).toContain("its checksum differs");
    expect(existsSync(path.join(models, "later"))).toBe(false);
    delete file.said;
    await ask(again);
    expect((await ended(id)).status).toBe("succeeded");
    expect(await rowOf(id)).toMatchObject(more);
    const manifest = JSON.parse(readFileSync(path.join(models, "later/manifest.json"), "utf8"));
    expect(manifest).toMatchObject({ licence: more.licence, knownAs: expect.arrayContaining(more.knownAs) });
    const { items } = await findActs({});
    const ofIt = items.filter(({ subject }) => subject.kind === "adoption" && subject.id === id);
    expect(ofIt.map(({ kind }) => kind)).toEqual(["adopt", "adopt", "stop", "adopt"]);
    expect(ofIt[0]).toMatchObject({ actor: { handle: administrator.handle } });
    expect(ofIt[0]?.title).toContain("hub:somebody/storybook-4l");
  });

  test("of a folder is of one below the operator's, and what is not is refused with a sentence", async () => {
    const { id: good } = await ask({ source: "story", name: "from-folder" });
    expect((await ended(good)).status).toBe("succeeded");
    for (const [source, words] of [
      ["../story", "leads out of the folder"],
      ["nowhere", "There is no"],
      ["hub:somebody/nothing", "no such repository"],
      ["hub:../../x", "hub:"],
    ] as const) {
      const { id } = await ask({ source, name: "refused" });
      expect((await ended(id)).error, source).toContain(words);
    }
    expect(existsSync(path.join(models, "refused"))).toBe(false);
  });

  test("of a name that is taken is refused, as is what is no source, and nobody else may ask", async () => {
    const status = async (body: object, person: Person | undefined = administrator) => {
      const attempt = { method: "POST", path: "/api/v1/adoptions", body };
      return (await call(adopt, { ...attempt, ...(person && { person }) })).status;
    };
    expect(await status(asked)).toBe(409);
    expect(await status({ source: "" })).toBe(400);
    expect(await status({ source: "a\nb" })).toBe(400);
    expect(await status({ source: "story", name: "../up" })).toBe(400);
    expect(await status({ source: "story", processing: "some" })).toBe(400);
    expect(await status({ source: "story" }, await createPerson("moderator"))).toBe(403);
  });

  test("tells the hub's token to the hub alone: not to its store, the log, the database or a reader", async () => {
    expect(
      hub.asked.some(({ host, authorization }) => host === "hub" && authorization?.includes(token)),
    ).toBe(true);
    expect(hub.asked.some(({ host, authorization }) => host === "store" && authorization)).toBe(false);
    expect(worker.log()).not.toContain(token);
    const kept = [
      await db().job.findMany(),
      await db().adoption.findMany(),
      await db().moderationAct.findMany(),
    ];
    const text = JSON.stringify(kept, (_, value) => (typeof value === "bigint" ? String(value) : value));
    expect(text).not.toContain(token);
    expect(JSON.stringify(await findAdoptions(administrator.viewer, {}))).not.toContain(token);
  });
});
