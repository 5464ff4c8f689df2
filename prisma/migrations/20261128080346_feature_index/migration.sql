-- CreateTable
CREATE TABLE "FeatureIndex" (
    "id" UUID NOT NULL,
    "modelId" UUID NOT NULL,
    "identity" TEXT NOT NULL,
    "corpusName" VARCHAR(100) NOT NULL,
    "corpusLicence" VARCHAR(200) NOT NULL,
    "corpusChecksum" TEXT NOT NULL,
    "corpusBytes" BIGINT NOT NULL,
    "corpusPath" TEXT NOT NULL,
    "parts" INTEGER NOT NULL,
    "sampledShare" DOUBLE PRECISION NOT NULL,
    "tokens" BIGINT,
    "windows" INTEGER,
    "leftOut" JSONB,
    "computedBy" TEXT,
    "jobId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "computedAt" TIMESTAMPTZ(3),

    CONSTRAINT "FeatureIndex_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IndexSet" (
    "indexId" UUID NOT NULL,
    "kind" "DictionaryKind" NOT NULL,
    "setId" UUID NOT NULL,

    CONSTRAINT "IndexSet_pkey" PRIMARY KEY ("indexId","kind")
);

-- CreateTable
CREATE TABLE "IndexPart" (
    "indexId" UUID NOT NULL,
    "part" INTEGER NOT NULL,
    "tokens" INTEGER NOT NULL,
    "windows" INTEGER NOT NULL,
    "leftOut" JSONB NOT NULL,
    "sample" BYTEA NOT NULL,

    CONSTRAINT "IndexPart_pkey" PRIMARY KEY ("indexId","part")
);

-- CreateTable
CREATE TABLE "IndexTally" (
    "indexId" UUID NOT NULL,
    "dictionaryId" UUID NOT NULL,
    "part" INTEGER NOT NULL,
    "tally" BYTEA NOT NULL,

    CONSTRAINT "IndexTally_pkey" PRIMARY KEY ("indexId","dictionaryId","part")
);

-- CreateTable
CREATE TABLE "CorpusWindow" (
    "indexId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "tokenIds" BYTEA NOT NULL,

    CONSTRAINT "CorpusWindow_pkey" PRIMARY KEY ("indexId","number")
);

-- CreateTable
CREATE TABLE "Assembly" (
    "id" UUID NOT NULL,
    "indexId" UUID NOT NULL,
    "computedBy" TEXT,
    "jobId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "computedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Assembly_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FeatureEvidence" (
    "dictionaryId" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "indexId" UUID NOT NULL,
    "standIn" VARCHAR(60) NOT NULL,
    "density" DOUBLE PRECISION NOT NULL,
    "maxActivation" DOUBLE PRECISION NOT NULL,
    "document" BYTEA NOT NULL,

    CONSTRAINT "FeatureEvidence_pkey" PRIMARY KEY ("dictionaryId","index")
);

-- CreateTable
CREATE TABLE "DictionaryQuality" (
    "dictionaryId" UUID NOT NULL,
    "measured" JSONB NOT NULL,
    "measuredAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "computedBy" TEXT NOT NULL,

    CONSTRAINT "DictionaryQuality_pkey" PRIMARY KEY ("dictionaryId")
);

-- CreateIndex
CREATE UNIQUE INDEX "FeatureIndex_identity_key" ON "FeatureIndex"("identity");

-- CreateIndex
CREATE UNIQUE INDEX "FeatureIndex_jobId_key" ON "FeatureIndex"("jobId");

-- CreateIndex
CREATE INDEX "FeatureIndex_modelId_id_idx" ON "FeatureIndex"("modelId", "id" DESC);

-- CreateIndex
CREATE INDEX "IndexSet_setId_idx" ON "IndexSet"("setId");

-- CreateIndex
CREATE UNIQUE INDEX "Assembly_indexId_key" ON "Assembly"("indexId");

-- CreateIndex
CREATE UNIQUE INDEX "Assembly_jobId_key" ON "Assembly"("jobId");

-- CreateIndex
CREATE INDEX "FeatureEvidence_dictionaryId_density_index_idx" ON "FeatureEvidence"("dictionaryId", "density" DESC, "index");

-- CreateIndex
CREATE INDEX "FeatureEvidence_indexId_idx" ON "FeatureEvidence"("indexId");

-- AddForeignKey
ALTER TABLE "FeatureIndex" ADD CONSTRAINT "FeatureIndex_modelId_fkey" FOREIGN KEY ("modelId") REFERENCES "Model"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FeatureIndex" ADD CONSTRAINT "FeatureIndex_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IndexSet" ADD CONSTRAINT "IndexSet_indexId_fkey" FOREIGN KEY ("indexId") REFERENCES "FeatureIndex"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IndexSet" ADD CONSTRAINT "IndexSet_setId_fkey" FOREIGN KEY ("setId") REFERENCES "DictionarySet"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IndexPart" ADD CONSTRAINT "IndexPart_indexId_fkey" FOREIGN KEY ("indexId") REFERENCES "FeatureIndex"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IndexTally" ADD CONSTRAINT "IndexTally_indexId_fkey" FOREIGN KEY ("indexId") REFERENCES "FeatureIndex"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IndexTally" ADD CONSTRAINT "IndexTally_dictionaryId_fkey" FOREIGN KEY ("dictionaryId") REFERENCES "Dictionary"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CorpusWindow" ADD CONSTRAINT "CorpusWindow_indexId_fkey" FOREIGN KEY ("indexId") REFERENCES "FeatureIndex"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assembly" ADD CONSTRAINT "Assembly_indexId_fkey" FOREIGN KEY ("indexId") REFERENCES "FeatureIndex"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assembly" ADD CONSTRAINT "Assembly_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FeatureEvidence" ADD CONSTRAINT "FeatureEvidence_dictionaryId_fkey" FOREIGN KEY ("dictionaryId") REFERENCES "Dictionary"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FeatureEvidence" ADD CONSTRAINT "FeatureEvidence_indexId_fkey" FOREIGN KEY ("indexId") REFERENCES "FeatureIndex"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DictionaryQuality" ADD CONSTRAINT "DictionaryQuality_dictionaryId_fkey" FOREIGN KEY ("dictionaryId") REFERENCES "Dictionary"("id") ON DELETE CASCADE ON UPDATE CASCADE;
