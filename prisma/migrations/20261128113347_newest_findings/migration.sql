-- CreateIndex
CREATE INDEX "Finding_publishedAt_id_idx" ON "Finding"("publishedAt" DESC, "id" DESC);
