-- AlterTable
ALTER TABLE "Job" ALTER COLUMN "queuedAt" SET DEFAULT clock_timestamp();

-- AlterTable
ALTER TABLE "Worker" ALTER COLUMN "startedAt" SET DEFAULT clock_timestamp(),
ALTER COLUMN "heartbeatAt" SET DEFAULT clock_timestamp();
