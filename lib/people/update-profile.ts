import type { z } from "zod";
import { db } from "@/lib/db/client";
import type { updateProfileSchema } from "./account-schemas";

export async function updateProfile({
  userId,
  name,
}: z.infer<typeof updateProfileSchema> & { userId: string }): Promise<{ name: string | null }> {
  return db().user.update({ where: { id: userId }, data: { name: name || null }, select: { name: true } });
}
