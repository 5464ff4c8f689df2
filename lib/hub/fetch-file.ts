import { createHash, type Hash } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import path from "node:path";
import { AppError } from "@/lib/errors";
import { type HubAnswer, type HubConnection, HubCut } from "./hub-connection";
import type { FileHash, HubFile, HubRepository } from "./list-repository";

/** Bytes of a file that have come, of how many. */
export type OnBytes = (done: number, total: number) => void;

const unfinished = ".partial";

/**
 * Fetches one file of a repository into `folder`, under its own path, and gives where it lies. What came before a cut, or in an
 * earlier run, is not asked for again. It has its name only once its length and checksum are what the hub says they are.
 */
export async function fetchFile(
  connection: HubConnection,
  { repository, commit }: Pick<HubRepository, "repository" | "commit">,
  file: HubFile,
  folder: string,
  onBytes: OnBytes = () => {},
): Promise<string> {
  const target = path.join(folder, file.path);
  if (existsSync(target)) return target;
  const part = `${target}${unfinished}`;
  mkdirSync(path.dirname(target), { recursive: true });
  const address = file.path.split("/").map(encodeURIComponent).join("/");
  const what = `${file.path} of ${repository}`;
  // A server that begins anew at each request brings nothing new by it.
  let most = existsSync(part) ? statSync(part).size : 0;
  const said = await connection.again(async (isProgress) => {
    const held = existsSync(part) ? statSync(part).size : 0;
    const answer = await connection.get(
      `${repository}/resolve/${commit}/${address}`,
      what,
      held > 0 ? { range: `bytes=${held}-` } : {},
    );
    try {
      const said = whatIsSaid(answer, file, what, commit);
      const start = startOf(answer, held, said.byteLength);
      if (start === null) {
        // Of another file, or longer than this one: begun anew.
        rmSync(part, { force: true });
        throw new HubCut(`${what} could not be continued.`, 0);
      }
      if (answer.status !== 416)
        await write(answer, part, start, said.byteLength, what, (at) => {
          onBytes(at, said.byteLength);
          if (at <= most) return;
          most = at;
          isProgress();
        });
      if (statSync(part).size < said.byteLength)
        throw new HubCut(`${what} broke off after ${statSync(part).size} of ${said.byteLength} bytes.`, 0);
      return said;
    } finally {
      answer.close();
    }
  });
  if ((await hashFile(part, said)) !== said.hash.hex) {
    rmSync(part);
    throw new AppError(
      "unprocessable",
      `${what} is not the file that the hub says it is: its checksum differs. It was removed; fetch it again.`,
    );
  }
  renameSync(part, target);
  return target;
}

interface Said {
  byteLength: number;
  hash: FileHash;
}

/** The length and checksum of a file: the listing's, and those of its own answer, which must not differ. */
function whatIsSaid({ own, headers, status }: HubAnswer, file: HubFile, what: string, commit: string): Said {
  const differs = (of: string) =>
    new AppError(
      "unprocessable",
      `The hub says two things of ${what}: its ${of} in the list and in the answer differ.`,
    );
  const answered = own.get("x-repo-commit");
  if (answered !== null && answered !== commit) throw differs("commit");
  const etag = (own.get("x-linked-etag") ?? own.get("etag") ?? "").replace(/^W\//, "").replaceAll('"', "");
  const ownHash: FileHash | undefined = /^[0-9a-f]{64}$/.test(etag)
    ? { is: "sha256", hex: etag }
    : /^[0-9a-f]{40}$/.test(etag)
      ? { is: "git", hex: etag }
      : undefined;
  if (file.hash && ownHash?.is === file.hash.is && ownHash.hex !== file.hash.hex) throw differs("checksum");
  const linkedSize = own.get("x-linked-size");
  const ownLength = linkedSize !== null && /^\d+$/.test(linkedSize) ? Number(linkedSize) : undefined;
  if (file.byteLength !== undefined && ownLength !== undefined && file.byteLength !== ownLength)
    throw differs("length");
  const hash = file.hash ?? ownHash;
  const byteLength = file.byteLength ?? ownLength ?? wholeLength(headers, status);
  if (!hash || byteLength === undefined)
    throw new AppError(
      "unprocessable",
      `The hub says neither how long ${what} is nor which checksum it has, so that nobody could tell whether it came whole.`,
    );
  return { byteLength, hash };
}

function wholeLength(headers: Headers, status: number): number | undefined {
  const text = status === 200 ? headers.get("content-length") : headers.get("content-range")?.split("/")[1];
  return text && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Where the answer's bytes belong; null where they fit nowhere. */
function startOf({ status, headers }: HubAnswer, held: number, byteLength: number): number | null {
  if (status === 416) return held === byteLength ? held : null;
  if (status !== 206) return 0;
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get("content-range") ?? "") ?? [];
  const fits = Number(start) === held && (total === "*" || Number(total) === byteLength);
  return fits ? held : null;
}

async function write(
  { body }: HubAnswer,
  part: string,
  start: number,
  byteLength: number,
  what: string,
  onWritten: (at: number) => void,
): Promise<void> {
  const handle: FileHandle = await open(part, start === 0 ? "w" : "r+");
  let at = start;
  try {
    for await (const piece of body) {
      if (at + piece.length > byteLength) {
        await handle.close();
        rmSync(part);
        throw new AppError(
          "unprocessable",
          `${what} is larger than the ${byteLength} bytes that the hub says it has. It was removed.`,
        );
      }
      await handle.write(piece, 0, piece.length, at);
      at += piece.length;
      onWritten(at);
    }
  } finally {
    await handle.close().catch(() => {});
  }
}

/** As the hub names it: SHA-256 of the bytes, or SHA-1 of them as a blob of git. */
async function hashFile(file: string, { hash: { is }, byteLength }: Said): Promise<string> {
  const hash: Hash = createHash(is === "sha256" ? "sha256" : "sha1");
  if (is === "git") hash.update(`blob ${byteLength}\0`);
  for await (const piece of createReadStream(file, { highWaterMark: 1024 * 1024 })) hash.update(piece);
  return hash.digest("hex");
}
