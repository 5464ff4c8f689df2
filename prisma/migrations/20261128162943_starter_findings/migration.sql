-- AlterTable
ALTER TABLE "User" ADD COLUMN     "purpose" TEXT;

-- CreateTable
CREATE TABLE "StarterFinding" (
    "id" UUID NOT NULL,
    "name" VARCHAR(64) NOT NULL,
    "runId" UUID,
    "circuitId" UUID,
    "verificationId" UUID,
    "findingId" UUID,
    "refusal" TEXT,
    "jobId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "computedAt" TIMESTAMPTZ(3),

    CONSTRAINT "StarterFinding_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "StarterFinding_name_key" ON "StarterFinding"("name");

-- CreateIndex
CREATE UNIQUE INDEX "StarterFinding_verificationId_key" ON "StarterFinding"("verificationId");

-- CreateIndex
CREATE UNIQUE INDEX "StarterFinding_findingId_key" ON "StarterFinding"("findingId");

-- CreateIndex
CREATE UNIQUE INDEX "StarterFinding_jobId_key" ON "StarterFinding"("jobId");

-- CreateIndex
CREATE INDEX "StarterFinding_runId_idx" ON "StarterFinding"("runId");

-- CreateIndex
CREATE INDEX "StarterFinding_circuitId_idx" ON "StarterFinding"("circuitId");

-- CreateIndex
CREATE UNIQUE INDEX "User_purpose_key" ON "User"("purpose");

-- AddForeignKey
ALTER TABLE "StarterFinding" ADD CONSTRAINT "StarterFinding_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StarterFinding" ADD CONSTRAINT "StarterFinding_circuitId_fkey" FOREIGN KEY ("circuitId") REFERENCES "Circuit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StarterFinding" ADD CONSTRAINT "StarterFinding_verificationId_fkey" FOREIGN KEY ("verificationId") REFERENCES "Verification"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StarterFinding" ADD CONSTRAINT "StarterFinding_findingId_fkey" FOREIGN KEY ("findingId") REFERENCES "Finding"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StarterFinding" ADD CONSTRAINT "StarterFinding_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By hand: the guide shows what was published, so whoever keeps its pages is told (20261128114600_changes_of_pages).
CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "StarterFinding"
  FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table();
