-- AlterTable
ALTER TABLE "FeatureEvidence" ADD COLUMN     "mainHead" INTEGER,
ADD COLUMN     "mainHeadShare" DOUBLE PRECISION;

-- CreateTable
CREATE TABLE "HeadMeasures" (
    "id" UUID NOT NULL,
    "modelId" UUID NOT NULL,
    "measured" JSONB,
    "computedBy" TEXT,
    "jobId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "computedAt" TIMESTAMPTZ(3),

    CONSTRAINT "HeadMeasures_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "HeadMeasures_modelId_key" ON "HeadMeasures"("modelId");

-- CreateIndex
CREATE UNIQUE INDEX "HeadMeasures_jobId_key" ON "HeadMeasures"("jobId");

-- CreateIndex
CREATE INDEX "FeatureEvidence_dictionaryId_mainHead_mainHeadShare_index_idx" ON "FeatureEvidence"("dictionaryId", "mainHead", "mainHeadShare" DESC, "index");

-- AddForeignKey
ALTER TABLE "HeadMeasures" ADD CONSTRAINT "HeadMeasures_modelId_fkey" FOREIGN KEY ("modelId") REFERENCES "Model"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HeadMeasures" ADD CONSTRAINT "HeadMeasures_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Pages that are kept show it.
CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "HeadMeasures"
  FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table();
