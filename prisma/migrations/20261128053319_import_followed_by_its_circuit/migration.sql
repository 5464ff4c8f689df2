-- AlterTable
ALTER TABLE "ImportedCircuit" ADD COLUMN     "asked" JSONB,
ADD COLUMN     "refusal" TEXT;

-- CreateIndex
CREATE INDEX "ImportedCircuit_askedRunId_idx" ON "ImportedCircuit"("askedRunId");
