import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { fingerprintOf, keptHours } from "./idempotency-key";

/** The longest answer that is kept, in bytes: what a change answers is a few lines. */
const maxKeptBytes = 256 * 1024;

/** The seconds after which what is not answered is held for cut off: no change takes as long. */
const cutOffSeconds = 120;

/** What of an answer's headers says something about the change. */
const keptHeaders = ["content-type", "location", "etag"];

interface Once {
  userId: string;
  key: string;
  /** `fingerprintOf` what is asked for. */
  fingerprint: Buffer<ArrayBuffer>;
}

/**
 * Does something once for a member and a key, and answers who asks again with the same key as the first time, with the header
 * `idempotency-replayed`. What was refused did nothing and may be asked for again. Throws "unprocessable" where the key was for
 * something else, "conflict" while the first is under way, and where nobody knows whether it took effect.
 */
export async function answerOnce(
  { userId, key, fingerprint }: Once,
  answer: () => Promise<Response>,
): Promise<Response> {
  const keyHash = fingerprintOf([key]);
  const where = { userId_keyHash: { userId, keyHash } };
  if (!(await isFirst({ userId, keyHash, fingerprint }))) {
    const kept = await db().idempotentRequest.findUnique({ where });
    return replay(kept, fingerprint);
  }
  let response: Response;
  try {
    response = await answer();
  } catch (error) {
    // Of what broke down here nobody knows how far it came, so its key stays used.
    if (error instanceof AppError && error.status < 500)
      await db().idempotentRequest.deleteMany({ where: { userId, keyHash } });
    throw error;
  }
  const body = Buffer.from(await response.arrayBuffer());
  const headers = Object.fromEntries(
    keptHeaders.flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
  const isKept = body.byteLength <= maxKeptBytes;
  await db().idempotentRequest.update({
    where,
    data: { status: response.status, headers, body: isKept ? body : null },
  });
  return new Response(bodyOf(response.status, body), response);
}

/** Takes the key for what is asked for; false where it is taken. One statement, so that of two at once one is first. */
async function isFirst({
  userId,
  keyHash,
  fingerprint,
}: {
  userId: string;
  keyHash: Buffer<ArrayBuffer>;
  fingerprint: Buffer<ArrayBuffer>;
}): Promise<boolean> {
  const taken = await db().$executeRaw`
    insert into "IdempotentRequest" as kept ("userId", "keyHash", fingerprint)
    values (${userId}::uuid, ${keyHash}, ${fingerprint})
    on conflict ("userId", "keyHash") do update
      set fingerprint = excluded.fingerprint, "createdAt" = now(), status = null, headers = null, body = null
      where kept."createdAt" < now() - make_interval(hours => ${keptHours})`;
  return taken === 1;
}

interface Kept {
  fingerprint: Uint8Array;
  createdAt: Date;
  status: number | null;
  headers: unknown;
  body: Uint8Array<ArrayBuffer> | null;
}

function replay(kept: Kept | null, fingerprint: Uint8Array): Response {
  // It was refused between our two looks.
  if (!kept) throw underWay();
  if (Buffer.compare(kept.fingerprint, fingerprint) !== 0)
    throw new AppError(
      "unprocessable",
      "This idempotency key was sent with another change before. Take a new key for each change.",
    );
  if (kept.status === null) {
    if (Date.now() - kept.createdAt.getTime() < cutOffSeconds * 1000) throw underWay();
    throw new AppError(
      "conflict",
      "What was asked for with this idempotency key was cut off, and whether it took effect is not known. Look whether it did; if not, ask again with a new key.",
    );
  }
  if (kept.body === null)
    throw new AppError(
      "conflict",
      "What was asked for with this idempotency key is done. The answer was too long to be kept.",
    );
  const headers = new Headers(Object.entries(kept.headers ?? {}));
  headers.set("cache-control", "no-store");
  headers.set("idempotency-replayed", "true");
  return new Response(bodyOf(kept.status, kept.body), { status: kept.status, headers });
}

function underWay(): AppError {
  return new AppError(
    "conflict",
    "What was asked for with this idempotency key is still under way. Ask again in a second.",
    { retryAfterSeconds: 1 },
  );
}

/** A 204 has no body, not even an empty one. */
function bodyOf(status: number, body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null {
  return status === 204 ? null : body;
}
