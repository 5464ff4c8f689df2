-- AlterTable
ALTER TABLE "Notification" ADD COLUMN     "bountyId" UUID;

-- CreateIndex
CREATE INDEX "Notification_bountyId_kind_idx" ON "Notification"("bountyId", "kind");

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_bountyId_fkey" FOREIGN KEY ("bountyId") REFERENCES "Bounty"("id") ON DELETE CASCADE ON UPDATE CASCADE;
