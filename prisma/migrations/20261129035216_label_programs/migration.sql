-- AlterTable
ALTER TABLE "Label" ADD COLUMN     "program" TEXT;

-- AlterTable
ALTER TABLE "LabelRevision" ADD COLUMN     "program" TEXT;

-- CreateTable
CREATE TABLE "ProgramScore" (
    "id" UUID NOT NULL,
    "dictionaryId" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "indexId" UUID NOT NULL,
    "checksum" TEXT NOT NULL,
    "program" TEXT NOT NULL,
    "result" JSONB,
    "computedBy" TEXT,
    "jobId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "computedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ProgramScore_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ProgramScore_jobId_key" ON "ProgramScore"("jobId");

-- CreateIndex
CREATE INDEX "ProgramScore_indexId_idx" ON "ProgramScore"("indexId");

-- CreateIndex
CREATE UNIQUE INDEX "ProgramScore_dictionaryId_index_indexId_checksum_key" ON "ProgramScore"("dictionaryId", "index", "indexId", "checksum");

-- AddForeignKey
ALTER TABLE "ProgramScore" ADD CONSTRAINT "ProgramScore_dictionaryId_fkey" FOREIGN KEY ("dictionaryId") REFERENCES "Dictionary"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgramScore" ADD CONSTRAINT "ProgramScore_indexId_fkey" FOREIGN KEY ("indexId") REFERENCES "FeatureIndex"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgramScore" ADD CONSTRAINT "ProgramScore_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say.

ALTER TABLE "Label" ADD CONSTRAINT "Label_program_is_bounded" CHECK (length("program") BETWEEN 1 AND 8000);
ALTER TABLE "LabelRevision" ADD CONSTRAINT "LabelRevision_program_is_bounded" CHECK (length("program") BETWEEN 1 AND 8000);

-- A page that shows a program's score is made anew when one changes.
CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "ProgramScore"
  FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table();
