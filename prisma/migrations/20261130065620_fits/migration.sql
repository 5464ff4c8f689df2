-- CreateTable
CREATE TABLE "FitMeasurement" (
    "id" UUID NOT NULL,
    "modelId" UUID NOT NULL,
    "identity" VARCHAR(64) NOT NULL,
    "jobId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "computedAt" TIMESTAMPTZ(3),

    CONSTRAINT "FitMeasurement_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "FitMeasurement_identity_key" ON "FitMeasurement"("identity");

-- CreateIndex
CREATE UNIQUE INDEX "FitMeasurement_jobId_key" ON "FitMeasurement"("jobId");

-- CreateIndex
CREATE INDEX "FitMeasurement_modelId_idx" ON "FitMeasurement"("modelId");

-- AddForeignKey
ALTER TABLE "FitMeasurement" ADD CONSTRAINT "FitMeasurement_modelId_fkey" FOREIGN KEY ("modelId") REFERENCES "Model"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FitMeasurement" ADD CONSTRAINT "FitMeasurement_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE SET NULL ON UPDATE CASCADE;
