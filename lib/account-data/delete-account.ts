import { randomBytes } from "node:crypto";
import { turnOf } from "@/lib/auth/hashing-turn";
import { passwordMatches } from "@/lib/auth/password";
import { facetKinds } from "@/lib/catalogue/facet-kinds";
import { db, type Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { deleteWithin } from "@/lib/findings/delete-finding";
import { ownRows } from "./own-rows";

interface Deletion {
  userId: string;
  /** Their handle, typed as a confirmation. */
  handle: string;
  /** Their password, where they have one. */
  password: string | null;
  /** Whether what they published goes too, and leaves tombstones. */
  withFindings: boolean;
  /** Where it is asked from (`clientAddress`). */
  address: string;
}

/** Deleting what somebody published one after the other takes a while. */
const deletionLimits = { maxWait: 15_000, timeout: 120_000 };

/**
 * Deletes somebody's account, at once and for good: sessions, keys, drafts and all that they alone saw go. Labels that stand, votes and blind
 * answers stay, and so do published findings unless those are to go too, under an account without a name, a handle of its own and no
 * way in. Published versions keep the name that they were cited by. Throws "unprocessable" for another handle or password, and
 * "conflict" for the last administrator.
 */
export async function deleteAccount({ userId, ...asked }: Deletion): Promise<void> {
  const user = await db().user.findUniqueOrThrow({
    where: { id: userId },
    select: { handle: true, passwordHash: true, email: true },
  });
  if (asked.handle.trim().toLowerCase() !== user.handle) throw wrong("handle", "That is not your handle.");
  const turn = turnOf(asked.address, "sign-in");
  if (user.passwordHash && !(await passwordMatches(asked.password ?? "", user.passwordHash, turn)))
    throw wrong("password", "That is not your password.");
  await db().$transaction(async (tx) => {
    await holdAdministrators(tx, userId);
    await deleteFindings(tx, userId, asked.withFindings);
    await removeRows(tx, userId);
    if (user.email) await tx.verificationToken.deleteMany({ where: { identifier: user.email } });
    await tx.user.update({
      where: { id: userId },
      data: {
        handle: `deleted-${randomBytes(6).toString("hex")}`,
        ...{ name: "Deleted account", email: null, emailVerified: null, image: null, passwordHash: null },
        // One that nobody signs in to, whose role is nobody's.
        ...{ role: "member", purpose: `deleted ${userId}` },
        ...{ digestEvery: "never", digestDueAt: null },
      },
    });
    await renameInCatalogue(tx, userId, user.handle);
  }, deletionLimits);
}

function wrong(field: string, sentence: string): AppError {
  return new AppError("unprocessable", sentence, { fields: { [field]: sentence } });
}

/** Of two administrators who delete theirs at once one is left. */
async function holdAdministrators(tx: Transaction, userId: string): Promise<void> {
  const held = await tx.$queryRaw<{ id: string; role: string; suspendedAt: Date | null }[]>`
    select id, role::text as role, "suspendedAt" from "User" where id = ${userId}::uuid or role = 'administrator'
    order by id for update`;
  const own = held.find(({ id }) => id === userId);
  const others = held.filter(
    ({ id, role, suspendedAt }) => id !== userId && role === "administrator" && !suspendedAt,
  );
  if (own?.role === "administrator" && others.length === 0)
    throw new AppError("conflict", "You are the last administrator. Make somebody else one first.");
}

/** Drafts go; of what was taken back a tombstone stays, as of what goes with the account. */
async function deleteFindings(tx: Transaction, authorId: string, withPublished: boolean): Promise<void> {
  const findings = await tx.finding.findMany({
    where: {
      ...{ authorId, deletedAt: null },
      ...(!withPublished && { publishedAt: null, keptPublishedAt: null }),
    },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  for (const { id: findingId } of findings) await deleteWithin(tx, { findingId, authorId });
}

async function removeRows(tx: Transaction, userId: string): Promise<void> {
  // What one took back is nobody's to see; what a moderator hides may be shown again.
  await tx.label.deleteMany({
    where: { authorId: userId, withdrawnAt: { not: null }, keptStanding: false, hiddenAt: null },
  });
  await tx.labelVote.updateMany({ where: { voterId: userId, words: { not: null } }, data: { words: "" } });
  for (const { table, where, column, atDeletion } of ownRows) {
    if (atDeletion === "go") await tx.$executeRawUnsafe(`delete from "${table}" where ${where}`, userId);
    if (atDeletion === "lose the name")
      await tx.$executeRawUnsafe(`update "${table}" set "${column}" = null where ${where}`, userId);
  }
}

/** What stays is found by its author's new handle, and the old one is no facet any more. */
async function renameInCatalogue(tx: Transaction, authorId: string, handle: string): Promise<void> {
  await tx.$queryRaw`
    select catalogue_finding(id)::text from "Finding" where "authorId" = ${authorId}::uuid and "publishedAt" is not null`;
  // What was deleted with it is counted until the commit otherwise.
  await tx.$executeRaw`set constraints all immediate`;
  await tx.facet.deleteMany({ where: { kind: facetKinds.author.code, value: handle, count: 0 } });
}
