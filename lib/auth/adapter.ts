import type { Adapter, AdapterAccount, AdapterUser, VerificationToken } from "next-auth/adapters";
import { db } from "@/lib/db/client";
import { handleFrom } from "./handle";

interface UserRow {
  id: string;
  email: string | null;
  emailVerified: Date | null;
  name: string | null;
  image: string | null;
}

const userFields = { id: true, email: true, emailVerified: true, name: true, image: true } as const;

function adapterUser(user: UserRow): AdapterUser {
  return { ...user, email: user.email ?? "" };
}

/** Gives a new person a free handle, made from the name they bring and never from their e-mail address. */
async function createWithFreeHandle(user: Omit<UserRow, "id">): Promise<UserRow> {
  for (let attempt = 0; attempt < 1_000; attempt++) {
    const [created] = await db().user.createManyAndReturn({
      data: { ...user, handle: handleFrom(user.name ?? "reader", attempt) },
      skipDuplicates: true,
      select: userFields,
    });
    if (created) return created;
    if (user.email && (await db().user.count({ where: { email: user.email } })) > 0)
      throw new Error("Somebody with this e-mail address was made meanwhile.");
  }
  throw new Error("No free handle was found.");
}

/**
 * What next-auth needs of the database. It stands in for @auth/prisma-adapter because accounts here need a handle, and
 * because the other site's tokens must not be kept. Sessions are lib/auth/session.ts's.
 */
export const authAdapter: Adapter = {
  createUser: async ({ name, email, emailVerified, image }: Omit<AdapterUser, "id">) =>
    adapterUser(
      await createWithFreeHandle({
        name: name?.slice(0, 80) ?? null,
        email: email ? email.toLowerCase() : null,
        emailVerified,
        image: image ?? null,
      }),
    ),
  getUser: async (id) => {
    const user = await db().user.findUnique({ where: { id }, select: userFields });
    return user && adapterUser(user);
  },
  getUserByEmail: async (email) => {
    if (!email) return null;
    const user = await db().user.findUnique({ where: { email: email.toLowerCase() }, select: userFields });
    return user && adapterUser(user);
  },
  getUserByAccount: async ({ provider, providerAccountId }) => {
    const account = await db().account.findUnique({
      where: { provider_providerAccountId: { provider, providerAccountId } },
      select: { user: { select: userFields } },
    });
    return account && adapterUser(account.user);
  },
  updateUser: async ({ id, emailVerified }) =>
    adapterUser(
      await db().user.update({
        where: { id },
        data: { emailVerified: emailVerified ?? null },
        select: userFields,
      }),
    ),
  linkAccount: async ({ userId, type, provider, providerAccountId }: AdapterAccount) => {
    await db().account.create({ data: { userId, type, provider, providerAccountId } });
  },
  createVerificationToken: async (token) => db().verificationToken.create({ data: token }),
  useVerificationToken: async ({ identifier, token }) => {
    const [used] = await db().$queryRaw<VerificationToken[]>`
      delete from "VerificationToken" where identifier = ${identifier} and token = ${token}
      returning identifier, token, expires`;
    return used ?? null;
  },
};
