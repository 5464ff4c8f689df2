import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";

/** Signs one of a person's browsers out. Somebody else's session does not exist here. */
export async function endSession({
  userId,
  sessionId,
}: {
  userId: string;
  sessionId: string;
}): Promise<void> {
  const ended = await db().session.deleteMany({ where: { id: sessionId, userId } });
  if (ended.count === 0)
    throw new AppError("not-found", "There is no such session; it may have ended already.");
}
