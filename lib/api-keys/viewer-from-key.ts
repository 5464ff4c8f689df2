import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { type KeyScope, keyScopeSchema } from "./key-scopes";
import { formOfKey, hashOfKey } from "./key-secret";

/** The age at which "last used" is written again: a write a minute, however often a program asks. */
const usedEveryMillis = 60 * 1000;

export interface KeyHolder {
  viewer: Extract<Viewer, { kind: "member" }>;
  /** What the key may do: to read, and what was granted. */
  scopes: ReadonlySet<KeyScope>;
}

/**
 * Whose key an `Authorization` header holds, and what it may. Its owner's rank is not its own: whatever they are, with a key
 * they are a member. Throws "unauthenticated" with what is wrong with the key; only of a whole one is the database asked.
 */
export async function viewerFromKey(authorization: string, now = new Date()): Promise<KeyHolder> {
  const [, key = ""] = /^bearer +(\S+)$/i.exec(authorization) ?? [];
  const form = formOfKey(key);
  if (form === "none")
    throw refused(
      "The header authorization holds no key of this site. Send one key, as: Bearer cck_ and 46 letters and digits.",
    );
  if (form === "mistyped")
    throw refused("This key has a typing mistake: its last characters do not fit the others. Copy it again.");
  const found = await db().apiKey.findUnique({
    where: { secretHash: hashOfKey(key) },
    select: {
      ...{ id: true, scopes: true, usedAt: true, expiresAt: true, revokedAt: true },
      user: { select: { id: true, handle: true, name: true, suspendedAt: true } },
    },
  });
  if (!found) throw refused("There is no such key here. Make one in your settings.");
  if (found.revokedAt) throw refused("This key was revoked. Make another one in your settings.");
  if (found.expiresAt && found.expiresAt <= now)
    throw refused("This key has expired. Make another one in your settings.");
  const { suspendedAt, ...user } = found.user;
  if (suspendedAt) throw refused("The account that this key belongs to is suspended.");
  if (!found.usedAt || now.getTime() - found.usedAt.getTime() > usedEveryMillis)
    await db().apiKey.updateMany({ where: { id: found.id, usedAt: found.usedAt }, data: { usedAt: now } });
  const granted = found.scopes.flatMap((scope) => keyScopeSchema.safeParse(scope).data ?? []);
  return {
    viewer: { kind: "member", ...user, role: "member", isProgram: true },
    scopes: new Set(["read", ...granted]),
  };
}

function refused(message: string): AppError {
  return new AppError("unauthenticated", message, { challenge: 'error="invalid_token"' });
}
