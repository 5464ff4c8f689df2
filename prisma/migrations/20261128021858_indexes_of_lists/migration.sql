-- DropIndex
DROP INDEX "Finding_circuitId_publishedAt_idx";

-- DropIndex
DROP INDEX "Session_userId_seenAt_idx";

-- CreateIndex
CREATE INDEX "Finding_circuitId_id_idx" ON "Finding"("circuitId", "id" DESC);

-- CreateIndex
CREATE INDEX "SavedView_circuitId_ownerId_id_idx" ON "SavedView"("circuitId", "ownerId", "id" DESC);

-- CreateIndex
CREATE INDEX "Session_userId_seenAt_id_idx" ON "Session"("userId", "seenAt" DESC, "id" DESC);
