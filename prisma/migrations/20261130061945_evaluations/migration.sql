-- CreateTable
CREATE TABLE "Evaluation" (
    "id" UUID NOT NULL,
    "circuitId" UUID NOT NULL,
    "familyId" UUID NOT NULL,
    "familyVersion" INTEGER NOT NULL,
    "identity" CHAR(64) NOT NULL,
    "rule" VARCHAR(60),
    "only" VARCHAR(8),
    "prompts" INTEGER NOT NULL,
    "metric" VARCHAR(40) NOT NULL,
    "ablations" VARCHAR(20)[],
    "randomCircuits" INTEGER NOT NULL,
    "seed" INTEGER NOT NULL,
    "result" BYTEA,
    "shares" JSONB,
    "computedBy" TEXT,
    "jobId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "computedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Evaluation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EvaluationPart" (
    "evaluationId" UUID NOT NULL,
    "part" INTEGER NOT NULL,
    "plan" CHAR(64) NOT NULL,
    "result" BYTEA NOT NULL,

    CONSTRAINT "EvaluationPart_pkey" PRIMARY KEY ("evaluationId","part")
);

-- CreateIndex
CREATE UNIQUE INDEX "Evaluation_jobId_key" ON "Evaluation"("jobId");

-- CreateIndex
CREATE INDEX "Evaluation_circuitId_id_idx" ON "Evaluation"("circuitId", "id" DESC);

-- CreateIndex
CREATE INDEX "Evaluation_familyId_familyVersion_id_idx" ON "Evaluation"("familyId", "familyVersion", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Evaluation_circuitId_familyId_familyVersion_identity_key" ON "Evaluation"("circuitId", "familyId", "familyVersion", "identity");

-- AddForeignKey
ALTER TABLE "Evaluation" ADD CONSTRAINT "Evaluation_circuitId_fkey" FOREIGN KEY ("circuitId") REFERENCES "Circuit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evaluation" ADD CONSTRAINT "Evaluation_familyId_familyVersion_fkey" FOREIGN KEY ("familyId", "familyVersion") REFERENCES "FamilyVersion"("familyId", "number") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evaluation" ADD CONSTRAINT "Evaluation_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EvaluationPart" ADD CONSTRAINT "EvaluationPart_evaluationId_fkey" FOREIGN KEY ("evaluationId") REFERENCES "Evaluation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say.
ALTER TABLE "Evaluation" ADD CONSTRAINT "Evaluation_numbers_check"
  CHECK (prompts BETWEEN 1 AND 200 AND "randomCircuits" BETWEEN 0 AND 1000 AND seed >= 0);
ALTER TABLE "Evaluation" ADD CONSTRAINT "Evaluation_only_check" CHECK ("only" IN ('shown', 'held-out'));

-- As in the migration `changes_of_pages`.
CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "Evaluation"
  FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table();
