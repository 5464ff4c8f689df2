import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fetchFile } from "./fetch-file";
import { HubConnection, type HubOptions } from "./hub-connection";
import { parseHubSource } from "./hub-source";
import { listRepository } from "./list-repository";
import { type MadeUpFile, MadeUpHub } from "./made-up-hub";

const repository = "somebody/tiny-model";
const large = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 31) % 251));
const small = Buffer.from('{"model_type": "gpt2"}');
const commit = "c".repeat(40);

let hub: MadeUpHub;
let folder: string;
let pauses: number[];

beforeEach(async () => {
  hub = new MadeUpHub();
  await hub.open();
  hub.repositories.set(repository, {
    commit,
    licence: "mit",
    files: { "config.json": { bytes: small }, "deep/model.safetensors": { bytes: large, isLarge: true } },
  });
  folder = mkdtempSync(path.join(tmpdir(), "hub-"));
  pauses = [];
});
afterEach(async () => {
  await hub.close();
  rmSync(folder, { recursive: true });
});

function connect(options: Partial<HubOptions> = {}): HubConnection {
  const pause = async (millis: number) => {
    pauses.push(millis);
  };
  return new HubConnection({ endpoint: hub.endpoint, pause, ...options });
}

function change(file: string, to: Partial<MadeUpFile>): void {
  const files = hub.repositories.get(repository)?.files;
  const entry = files?.[file];
  if (files && entry) files[file] = { ...entry, ...to };
}

async function fetchAll(options: Partial<HubOptions> = {}): Promise<void> {
  const connection = connect(options);
  const listed = await listRepository(connection, parseHubSource(`hub:${repository}`));
  for (const file of listed.files) await fetchFile(connection, listed, file, folder);
}

const read = (file: string) => readFileSync(path.join(folder, file));

test("files come whole, small ones from the hub and large ones from the store it sends to", async () => {
  const connection = connect();
  const listed = await listRepository(connection, parseHubSource(`hub:${repository}`));
  expect(listed).toMatchObject({ commit, licence: "mit" });
  const seen: number[] = [];
  for (const file of listed.files)
    await fetchFile(connection, listed, file, folder, (done) => seen.push(done));
  expect(read("config.json")).toEqual(small);
  expect(read("deep/model.safetensors")).toEqual(large);
  expect(seen.at(-1)).toBe(large.length);
  expect(readdirSync(path.join(folder, "deep"))).toEqual(["model.safetensors"]);
  // What is there is not asked for again.
  const before = hub.asked.length;
  for (const file of listed.files) await fetchFile(connection, listed, file, folder);
  expect(hub.asked.length).toBe(before);
});

test("a token goes to the hub and to no other host", async () => {
  hub.token = "hf_secret";
  await fetchAll({ token: "hf_secret" });
  const sent = (host: string) =>
    hub.asked.filter((each) => each.host === host).map((each) => each.authorization);
  expect(new Set(sent("hub"))).toEqual(new Set(["Bearer hf_secret"]));
  expect(sent("store")).toEqual([undefined]);
});

test("a token is not sent where anybody on the way can read it", () => {
  expect(() => connect({ endpoint: "http://mirror.example", token: "hf_secret" })).toThrow(
    "HF_TOKEN is not sent",
  );
});

test("a connection that is cut again and again is continued where it broke off", async () => {
  hub.cutAfter = (file, start) => (file.startsWith("deep") && start < 200_000 ? 20_000 : undefined);
  await fetchAll();
  expect(read("deep/model.safetensors")).toEqual(large);
  const ranges = hub.asked.filter(({ host }) => host === "store").map(({ range }) => range);
  expect(ranges.length).toBeGreaterThan(5);
  expect(ranges.slice(1).every((range) => /^bytes=[1-9]\d*-$/.test(range ?? ""))).toBe(true);
});

test("what an earlier run left is continued, and begun anew where it is longer than the file", async () => {
  for (const left of [large.subarray(0, 123_456), large, Buffer.concat([large, large])]) {
    rmSync(folder, { recursive: true });
    folder = mkdtempSync(path.join(tmpdir(), "hub-"));
    await fetchAll();
    rmSync(path.join(folder, "deep/model.safetensors"));
    writeFileSync(path.join(folder, "deep/model.safetensors.partial"), left);
    await fetchAll();
    expect(read("deep/model.safetensors").equals(large)).toBe(true);
  }
});

test("a server that cannot continue sends all of it, and one that never comes to an end is given up", async () => {
  hub.ignoresRange = true;
  let cuts = 0;
  hub.cutAfter = (file) => (file.startsWith("deep") && cuts++ < 3 ? 50_000 : undefined);
  await fetchAll();
  expect(read("deep/model.safetensors")).toEqual(large);
  rmSync(path.join(folder, "deep/model.safetensors"));
  hub.cutAfter = (file) => (file.startsWith("deep") ? 50_000 : undefined);
  await expect(fetchAll()).rejects.toThrow(/was tried 5 times/);
});

test.each([
  ["another checksum", { said: { hash: "0".repeat(64) } }, "its checksum differs"],
  ["more bytes than said", { said: { byteLength: 1_000 } }, "is larger than the 1000 bytes"],
  [
    "another checksum in the list",
    { said: { etag: "0".repeat(64) } },
    "its checksum in the list and in the answer differ",
  ],
])("a large file with %s is refused and nothing of it stays", async (_, to, message) => {
  change("deep/model.safetensors", to);
  await expect(fetchAll()).rejects.toThrow(message);
  expect(existsSync(path.join(folder, "deep/model.safetensors"))).toBe(false);
  expect(existsSync(path.join(folder, "deep/model.safetensors.partial"))).toBe(false);
});

test("a small file that git would know by another name is refused", async () => {
  change("config.json", { said: { hash: "0".repeat(40) } });
  await expect(fetchAll()).rejects.toThrow("config.json of somebody/tiny-model is not the file");
});

test("a file shorter than said breaks off", async () => {
  change("deep/model.safetensors", { said: { byteLength: large.length + 10 } });
  await expect(fetchAll()).rejects.toThrow(/broke off after|could not be continued/);
});

test.each(["../above", "/etc/above", "a/../../above", "a\\above", "C:above", "a//b", "./a", "a\nb"])(
  "nothing is fetched of a repository with a file named %j",
  async (name) => {
    const files = hub.repositories.get(repository)?.files ?? {};
    files[name] = { bytes: small };
    await expect(fetchAll()).rejects.toThrow("leads out of its folder");
    expect(readdirSync(folder)).toEqual([]);
  },
);

test.each([
  [401, undefined, undefined, "gives somebody/tiny-model only to those who sign in"],
  [401, undefined, "hf_x", "does not take the token of HF_TOKEN"],
  [403, undefined, undefined, "does not give somebody/tiny-model to guests; set HF_TOKEN"],
  [403, "GatedRepo", undefined, "only to those who agreed to its terms"],
  [404, "RepoNotFound", undefined, "there is no such repository there"],
  [404, "RevisionNotFound", undefined, "there is no such revision"],
  [418, undefined, undefined, "answered 418"],
  [429, undefined, undefined, "wants fewer requests (429). It was tried 5 times"],
  [503, undefined, undefined, "is in trouble (503)"],
])("%i %s is told in a sentence, without the token", async (status, code, token, message) => {
  hub.trouble = (_, response) => {
    response.writeHead(status, code ? { "x-error-code": code } : {}).end();
    return "done";
  };
  const error: unknown = await fetchAll({ token }).catch((thrown: unknown) => thrown);
  expect(String(error)).toContain(message);
  expect(String(error)).not.toContain("hf_x");
});

test("a hub that is in trouble for a moment is asked again after the pause it names", async () => {
  let times = 0;
  hub.trouble = (_, response) => {
    if (times++ > 2) return undefined;
    response.writeHead(times === 1 ? 429 : 502, { "retry-after": "7" }).end();
    return "done";
  };
  await fetchAll();
  expect(pauses[0]).toBe(7_000);
  expect(read("config.json")).toEqual(small);
});

test("what is no hub, and redirects that lead nowhere, are told so", async () => {
  hub.trouble = (_, response) => {
    response.end("<html>");
    return "done";
  };
  await expect(fetchAll()).rejects.toThrow("Is it a hub?");
  hub.trouble = ({ url }, response) => {
    response.writeHead(302, { location: url }).end();
    return "done";
  };
  await expect(fetchAll()).rejects.toThrow("without an end");
  hub.trouble = (_, response) => {
    response.writeHead(302, { location: "file:///etc/passwd" }).end();
    return "done";
  };
  await expect(fetchAll()).rejects.toThrow("an address that is not followed");
});

test("a download is stopped where it stands", async () => {
  const stop = new AbortController();
  hub.cutAfter = () => {
    stop.abort(new Error("stopped"));
    return 1_000;
  };
  await expect(fetchAll({ signal: stop.signal })).rejects.toThrow("stopped");
});

test.each(["hub:", "hub:a/b/c", "hub:../x", "hub:a/..", "hub:a@b@c", "hub:a/b@../main", "hub:a b"])(
  "%j names no repository",
  (text) => {
    expect(() => parseHubSource(text)).toThrow("names no repository");
  },
);

test("a repository is named with and without owner and revision", () => {
  expect(parseHubSource("hub:gpt2")).toEqual({ repository: "gpt2", revision: "main" });
  expect(parseHubSource("hub:a-b/C.d@v1.0")).toEqual({ repository: "a-b/C.d", revision: "v1.0" });
});
