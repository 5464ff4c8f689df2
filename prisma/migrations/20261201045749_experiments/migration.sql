-- CreateTable
CREATE TABLE "Experiment" (
    "id" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "title" VARCHAR(120) NOT NULL,
    "modelId" UUID NOT NULL,
    "familyId" UUID NOT NULL,
    "familyVersion" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "hash" CHAR(64) NOT NULL,
    "holds" VARCHAR(6),
    "conclusion" VARCHAR(4000),
    "concludedAt" TIMESTAMPTZ(3),
    "isPublic" BOOLEAN NOT NULL DEFAULT false,
    "hiddenAt" TIMESTAMPTZ(3),
    "keptPublic" BOOLEAN NOT NULL DEFAULT false,
    "forkedFromId" UUID,
    "bundledName" VARCHAR(40),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Experiment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ExperimentResult" (
    "id" UUID NOT NULL,
    "experimentId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "result" BYTEA,
    "beside" JSONB,
    "computedBy" TEXT,
    "jobId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "computedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ExperimentResult_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Experiment_bundledName_key" ON "Experiment"("bundledName");

-- CreateIndex
CREATE INDEX "Experiment_ownerId_id_idx" ON "Experiment"("ownerId", "id" DESC);

-- CreateIndex
CREATE INDEX "Experiment_isPublic_id_idx" ON "Experiment"("isPublic", "id" DESC);

-- CreateIndex
CREATE INDEX "Experiment_modelId_id_idx" ON "Experiment"("modelId", "id" DESC);

-- CreateIndex
CREATE INDEX "Experiment_familyId_familyVersion_id_idx" ON "Experiment"("familyId", "familyVersion", "id" DESC);

-- CreateIndex
CREATE INDEX "Experiment_forkedFromId_idx" ON "Experiment"("forkedFromId");

-- CreateIndex
CREATE INDEX "Experiment_title_idx" ON "Experiment" USING GIN ("title" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "Experiment_ownerId_hash_key" ON "Experiment"("ownerId", "hash");

-- CreateIndex
CREATE UNIQUE INDEX "ExperimentResult_jobId_key" ON "ExperimentResult"("jobId");

-- CreateIndex
CREATE UNIQUE INDEX "ExperimentResult_experimentId_number_key" ON "ExperimentResult"("experimentId", "number");

-- CreateIndex
CREATE INDEX "FamilyVersion_hash_idx" ON "FamilyVersion"("hash");

-- AddForeignKey
ALTER TABLE "Experiment" ADD CONSTRAINT "Experiment_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Experiment" ADD CONSTRAINT "Experiment_modelId_fkey" FOREIGN KEY ("modelId") REFERENCES "Model"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Experiment" ADD CONSTRAINT "Experiment_familyId_familyVersion_fkey" FOREIGN KEY ("familyId", "familyVersion") REFERENCES "FamilyVersion"("familyId", "number") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Experiment" ADD CONSTRAINT "Experiment_forkedFromId_fkey" FOREIGN KEY ("forkedFromId") REFERENCES "Experiment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExperimentResult" ADD CONSTRAINT "ExperimentResult_experimentId_fkey" FOREIGN KEY ("experimentId") REFERENCES "Experiment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExperimentResult" ADD CONSTRAINT "ExperimentResult_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say.
ALTER TABLE "Experiment"
  ADD CONSTRAINT "Experiment_hash_check" CHECK (hash ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT "Experiment_conclusion_check"
    CHECK (holds IN ('yes', 'no', 'partly') AND conclusion IS NOT NULL AND "concludedAt" IS NOT NULL
      OR holds IS NULL AND conclusion IS NULL AND "concludedAt" IS NULL);
ALTER TABLE "ExperimentResult" ADD CONSTRAINT "ExperimentResult_number_check" CHECK (number >= 1);

-- What is asked, and by which hypothesis, stands as it was before there was a result.
CREATE FUNCTION keep_experiment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  later text[] := '{holds,conclusion,concludedAt,isPublic,hiddenAt,keptPublic,forkedFromId,bundledName}';
BEGIN
  IF to_jsonb(OLD) - later IS DISTINCT FROM to_jsonb(NEW) - later THEN
    RAISE EXCEPTION 'What an experiment asks never changes.';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_experiment BEFORE UPDATE ON "Experiment" FOR EACH ROW EXECUTE FUNCTION keep_experiment();

CREATE FUNCTION keep_experiment_result() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A result that was computed never changes.';
END
$$;
CREATE TRIGGER keeps_result BEFORE UPDATE OF result, beside, number, "experimentId", "computedAt" ON "ExperimentResult"
  FOR EACH ROW WHEN (OLD."computedAt" IS NOT NULL) EXECUTE FUNCTION keep_experiment_result();

-- As in the migration `moderation`: what is hidden, and all of whoever is suspended, is public to nobody.
CREATE TRIGGER keeps_aside BEFORE INSERT OR UPDATE OF "isPublic", "hiddenAt" ON "Experiment"
  FOR EACH ROW EXECUTE FUNCTION keep_collection_aside();

-- As in the migration `changes_of_pages`.
CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "Experiment"
  FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table();
CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE ON "ExperimentResult"
  FOR EACH ROW EXECUTE FUNCTION tell_pages_of_row('Experiment', 'experimentId');
