-- CreateIndex
CREATE INDEX "Notification_createdAt_idx" ON "Notification"("createdAt");

-- CreateIndex
CREATE INDEX "Notification_readAt_idx" ON "Notification"("readAt");

-- CreateIndex
CREATE INDEX "User_digestDueAt_idx" ON "User"("digestDueAt");

-- CreateIndex
CREATE INDEX "Watch_memberId_createdAt_idx" ON "Watch"("memberId", "createdAt" DESC);

-- By hand: due digests are looked for by the bare column, which the index over an expression did not serve.
DROP INDEX "User_digest_due_idx";

-- A link to a comment says of which page of its conversation it is.
UPDATE "Notification" SET path = regexp_replace(path, '^(/conversations/[^#?]+)#comment-(.+)$', '\1?at=\2#comment-\2')
  WHERE path LIKE '/conversations/%#comment-%' AND path NOT LIKE '%?at=%';
