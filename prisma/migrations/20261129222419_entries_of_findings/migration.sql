-- CreateIndex
CREATE INDEX "BountyEntry_findingId_idx" ON "BountyEntry"("findingId");
