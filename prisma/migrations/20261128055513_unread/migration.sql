-- What nobody reads is let go of (lib/unread). What stands counts as read now, and as kept where it is a member's or the site's.

-- AlterEnum
ALTER TYPE "JobStatus" ADD VALUE 'expired';

-- AlterTable
ALTER TABLE "Circuit" ADD COLUMN     "keptAt" TIMESTAMPTZ(3),
ADD COLUMN     "readAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "keptAt" TIMESTAMPTZ(3),
ADD COLUMN     "readAt" TIMESTAMPTZ(3);

UPDATE "Circuit" c SET "readAt" = now(), "keptAt" = CASE WHEN c."requesterId" IS NOT NULL
  OR EXISTS (SELECT FROM "Job" j WHERE j.id = c."jobId" AND (j.asker = 'site' OR j."requesterId" IS NOT NULL)) THEN now() END
  WHERE "computedAt" IS NOT NULL;
UPDATE "Run" r SET "readAt" = now(), "keptAt" = CASE WHEN r."requesterId" IS NOT NULL
  OR EXISTS (SELECT FROM "Job" j WHERE j.id = r."jobId" AND (j.asker = 'site' OR j."requesterId" IS NOT NULL)) THEN now() END
  WHERE "computedAt" IS NOT NULL;

-- CreateIndex
CREATE INDEX "Circuit_keptAt_readAt_idx" ON "Circuit"("keptAt", "readAt");

-- CreateIndex
CREATE INDEX "ImportedCircuit_identity_idx" ON "ImportedCircuit"("identity");

-- CreateIndex
CREATE INDEX "Run_keptAt_readAt_idx" ON "Run"("keptAt", "readAt");
