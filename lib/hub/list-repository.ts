import { z } from "zod";
import { AppError } from "@/lib/errors";
import type { HubConnection } from "./hub-connection";
import type { HubSource } from "./hub-source";

/** How a file's bytes are known: SHA-256 of large ones, which are kept apart (LFS), and the blob's of git of others. */
export type FileHash = { is: "sha256" | "git"; hex: string };

export interface HubFile {
  path: string;
  /** Undefined where the listing leaves it out; the file's own answer has it then. */
  byteLength: number | undefined;
  hash: FileHash | undefined;
}

export interface HubRepository extends HubSource {
  /** The commit that the revision names now. All files are of it. */
  commit: string;
  files: HubFile[];
  /** As its card states it; null for none. */
  licence: string | null;
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const sha1 = z.string().regex(/^[0-9a-f]{40}$/);
const byteLength = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** What `GET /api/models/{repository}/revision/{revision}?blobs=true` answers, as far as it is read. */
const repositorySchema = z.object({
  sha: sha1,
  siblings: z
    .array(
      z.object({
        rfilename: z.string().min(1).max(1_000),
        size: byteLength.nullish(),
        blobId: sha1.nullish(),
        lfs: z.object({ sha256, size: byteLength }).nullish(),
      }),
    )
    .max(100_000),
  cardData: z.object({ license: z.union([z.string(), z.array(z.string())]).nullish() }).nullish(),
});

const maxListingBytes = 100_000_000;

/** The files of a repository at a revision. Throws `AppError` with a sentence where there is none to be had. */
export function listRepository(connection: HubConnection, source: HubSource): Promise<HubRepository> {
  const { repository, revision } = source;
  const path = `api/models/${repository}/revision/${encodeURIComponent(revision)}?blobs=true`;
  return connection.again(async () => {
    const { body } = await connection.get(path, repository);
    const listing = repositorySchema.safeParse(await readJson(body));
    if (!listing.success)
      throw new AppError(
        "unavailable",
        `${connection.name} answered something else than the list of files of ${repository}. Is it a hub? HF_ENDPOINT names it.`,
      );
    const { sha: commit, siblings, cardData } = listing.data;
    const licence = [cardData?.license ?? []].flat()[0]?.slice(0, 100) || null;
    const files = siblings.map(({ rfilename, size, blobId, lfs }) => ({
      path: checkedPath(repository, rfilename),
      byteLength: lfs?.size ?? size ?? undefined,
      hash: hashOf(lfs?.sha256, blobId),
    }));
    return { repository, revision, commit, files, licence };
  });
}

function hashOf(large: string | undefined, blob: string | null | undefined): FileHash | undefined {
  if (large) return { is: "sha256", hex: large };
  return blob ? { is: "git", hex: blob } : undefined;
}

/** A name that a file may be stored under, below the folder it is fetched into. */
function checkedPath(repository: string, path: string): string {
  const parts = path.split("/");
  const isPlain = parts.every((part) => part !== "" && part !== "." && part !== ".." && part.length <= 255);
  if (isPlain && !/[\\\p{Cc}]/u.test(path) && !/^[A-Za-z]:/.test(path)) return path;
  throw new AppError(
    "unprocessable",
    `${repository} has a file named ${JSON.stringify(path.slice(0, 200))}, which leads out of its folder. Nothing of it is fetched.`,
  );
}

async function readJson(body: AsyncIterable<Uint8Array>): Promise<unknown> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    length += piece.length;
    if (length > maxListingBytes) return undefined;
    pieces.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString("utf8"));
  } catch {
    return undefined;
  }
}
