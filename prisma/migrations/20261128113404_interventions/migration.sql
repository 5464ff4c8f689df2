-- CreateTable
CREATE TABLE "Intervention" (
    "id" UUID NOT NULL,
    "circuitId" UUID NOT NULL,
    "identity" TEXT NOT NULL,
    "edits" JSONB NOT NULL,
    "frozen" BOOLEAN NOT NULL,
    "result" JSONB,
    "jobId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "computedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Intervention_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Intervention_jobId_key" ON "Intervention"("jobId");

-- CreateIndex
CREATE UNIQUE INDEX "Intervention_circuitId_identity_key" ON "Intervention"("circuitId", "identity");

-- AddForeignKey
ALTER TABLE "Intervention" ADD CONSTRAINT "Intervention_circuitId_fkey" FOREIGN KEY ("circuitId") REFERENCES "Circuit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Intervention" ADD CONSTRAINT "Intervention_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE SET NULL ON UPDATE CASCADE;
