-- Lanes, turns and parts of jobs. What a job computes is the row that names it, so it carries no payload.

CREATE TYPE "Lane" AS ENUM ('interactive', 'background');

-- A new type instead of ADD VALUE: a value that was added may not be used in the same transaction.
ALTER TYPE "JobStatus" RENAME TO "JobStatus_old";
CREATE TYPE "JobStatus" AS ENUM ('queued', 'running', 'divided', 'succeeded', 'failed', 'cancelled');
DROP INDEX "Job_status_createdAt_idx";
ALTER TABLE "Job" ALTER COLUMN "status" DROP DEFAULT;
ALTER TABLE "Job" ALTER COLUMN "status" TYPE "JobStatus" USING "status"::text::"JobStatus";
ALTER TABLE "Job" ALTER COLUMN "status" SET DEFAULT 'queued';
DROP TYPE "JobStatus_old";

ALTER TABLE "Job" RENAME COLUMN "name" TO "kind";
UPDATE "Job" SET "kind" = CASE "kind" WHEN 'expand' THEN 'expansion' WHEN 'verify' THEN 'verification' ELSE "kind" END;
ALTER TABLE "Job"
  DROP COLUMN "payload",
  ADD COLUMN "lane" "Lane" NOT NULL DEFAULT 'interactive',
  ADD COLUMN "asker" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "turn" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "parentId" UUID,
  ADD COLUMN "part" INTEGER,
  ADD COLUMN "parts" INTEGER,
  ADD COLUMN "partsDone" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "queuedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
UPDATE "Job" SET "queuedAt" = "createdAt";

ALTER TABLE "Job" ADD CONSTRAINT "Job_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Job"("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE UNIQUE INDEX "Job_parentId_part_key" ON "Job"("parentId", "part");
CREATE INDEX "Job_status_lane_turn_queuedAt_idx" ON "Job"("status", "lane", "turn", "queuedAt");
CREATE INDEX "Job_asker_status_idx" ON "Job"("asker", "status");

-- By hand: a part belongs to a job, and no more parts are done than there are.
ALTER TABLE "Job" ADD CONSTRAINT "Job_part_of_parent" CHECK (("part" IS NULL) = ("parentId" IS NULL));
ALTER TABLE "Job" ADD CONSTRAINT "Job_parts_done" CHECK ("partsDone" BETWEEN 0 AND COALESCE("parts", 0));
