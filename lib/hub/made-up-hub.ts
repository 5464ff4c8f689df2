import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A file of a made-up repository; large ones are kept by another host, as LFS has them. */
export interface MadeUpFile {
  bytes: Buffer;
  isLarge?: boolean;
  /** What the hub says of it in place of the truth. */
  said?: { byteLength?: number; hash?: string; etag?: string };
}

export interface MadeUpRepository {
  commit: string;
  files: Record<string, MadeUpFile>;
  licence?: string;
}

/** What the hub does to a request in place of answering it; undefined for nothing. */
export type Trouble = (request: IncomingMessage, response: ServerResponse) => "done" | undefined;

/** A hub for tests on this machine, which speaks the hub's own protocol, and beside it another host with the large files. */
export class MadeUpHub {
  readonly repositories = new Map<string, MadeUpRepository>();
  /** Of every request to either host, in order. */
  readonly asked: { host: "hub" | "store"; path: string; range?: string; authorization?: string }[] = [];
  trouble: Trouble = () => undefined;
  /** What to do to a file that is being sent: how many of its bytes to send before the connection is cut. */
  cutAfter: (path: string, start: number) => number | undefined = () => undefined;
  ignoresRange = false;
  /** The token without which nothing is given. */
  token: string | undefined;
  private readonly hub: Server;
  private readonly store: Server;

  constructor() {
    this.hub = createServer((request, response) => this.answer(request, response));
    this.store = createServer((request, response) => this.give(request, response));
  }

  async open(): Promise<void> {
    for (const server of [this.hub, this.store])
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  }

  get endpoint(): string {
    return addressOf(this.hub);
  }

  async close(): Promise<void> {
    for (const server of [this.hub, this.store]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  private note(host: "hub" | "store", { url = "", headers }: IncomingMessage): void {
    const { range, authorization } = headers;
    this.asked.push({ host, path: url, ...(range && { range }), ...(authorization && { authorization }) });
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    this.note("hub", request);
    if (this.trouble(request, response) === "done") return;
    const isKnown = this.token === undefined || request.headers.authorization === `Bearer ${this.token}`;
    if (isKnown) this.answerKnown(request, response);
    else refuse(response, 401, "RepoNotFound");
  }

  private answerKnown(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? "", this.endpoint);
    const [, listed, revision] = /^\/api\/models\/(.+)\/revision\/([^/]+)$/.exec(url.pathname) ?? [];
    if (listed) {
      this.list(response, listed, decodeURIComponent(revision ?? ""));
      return;
    }
    const [, repository = "", commit, file = ""] =
      /^\/(.+?)\/resolve\/([^/]+)\/(.+)$/.exec(url.pathname) ?? [];
    const path = decodeURIComponent(file);
    const found = this.repositories.get(repository);
    const entry = found?.files[path];
    if (!found || commit !== found.commit || !entry) {
      refuse(response, 404, !found ? "RepoNotFound" : entry ? "RevisionNotFound" : "EntryNotFound");
      return;
    }
    response.setHeader("x-repo-commit", found.commit);
    if (entry.isLarge) {
      response.setHeader("x-linked-etag", `"${entry.said?.etag ?? entry.said?.hash ?? sha256(entry.bytes)}"`);
      response.setHeader("x-linked-size", entry.said?.byteLength ?? entry.bytes.length);
      response.setHeader("location", `${addressOf(this.store)}/${repository}/${file}?signature=made-up`);
      response.writeHead(302).end();
      return;
    }
    response.setHeader("etag", `"${entry.said?.etag ?? entry.said?.hash ?? blobId(entry.bytes)}"`);
    this.send(request, response, entry.bytes, path);
  }

  private give(request: IncomingMessage, response: ServerResponse): void {
    this.note("store", request);
    const path = decodeURIComponent(new URL(request.url ?? "", addressOf(this.store)).pathname.slice(1));
    const kept = [...this.repositories].flatMap(([repository, { files }]) =>
      Object.entries(files).map(([name, { bytes }]) => ({ path: `${repository}/${name}`, name, bytes })),
    );
    const file = kept.find((each) => each.path === path);
    if (file) this.send(request, response, file.bytes, file.name);
    else refuse(response, 403);
  }

  private list(response: ServerResponse, repository: string, revision: string): void {
    const found = this.repositories.get(repository);
    if (!found || (revision !== "main" && revision !== found.commit)) {
      refuse(response, 404, found ? "RevisionNotFound" : "RepoNotFound");
      return;
    }
    const siblings = Object.entries(found.files).map(([rfilename, { bytes, isLarge, said }]) => {
      const size = said?.byteLength ?? bytes.length;
      const hash = said?.hash ?? (isLarge ? sha256(bytes) : blobId(bytes));
      return isLarge
        ? { rfilename, size, blobId: blobId(bytes), lfs: { sha256: hash, size, pointerSize: 130 } }
        : { rfilename, size, blobId: hash };
    });
    const { commit: sha, licence } = found;
    const cardData = licence === undefined ? undefined : { license: licence };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ id: repository, sha, siblings, cardData }));
  }

  private send(request: IncomingMessage, response: ServerResponse, bytes: Buffer, path: string): void {
    const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? "") ?? [];
    const start = this.ignoresRange || from === undefined ? 0 : Number(from);
    if (from !== undefined && !this.ignoresRange) {
      if (start >= bytes.length) {
        response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
        return;
      }
      response.writeHead(206, {
        "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}`,
        "content-length": bytes.length - start,
      });
    } else response.writeHead(200, { "content-length": bytes.length });
    const most = this.cutAfter(path, start);
    if (most === undefined) {
      response.end(bytes.subarray(start));
      return;
    }
    response.write(bytes.subarray(start, start + most), () => setTimeout(() => response.destroy(), 20));
  }
}

function addressOf(server: Server): string {
  // `listen` with a host and a port gives an address of this form.
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

function refuse(response: ServerResponse, status: number, code?: string): void {
  response.writeHead(status, code === undefined ? {} : { "x-error-code": code }).end("refused");
}

export function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export function blobId(bytes: Buffer): string {
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
