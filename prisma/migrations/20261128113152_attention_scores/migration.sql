-- CreateTable
CREATE TABLE "AttentionScore" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "layer" INTEGER NOT NULL,
    "head" INTEGER NOT NULL,
    "query" INTEGER NOT NULL,
    "key" INTEGER NOT NULL,
    "result" BYTEA,
    "jobId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "computedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AttentionScore_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "AttentionScore_jobId_key" ON "AttentionScore"("jobId");

-- CreateIndex
CREATE UNIQUE INDEX "AttentionScore_runId_layer_head_query_key_key" ON "AttentionScore"("runId", "layer", "head", "query", "key");

-- AddForeignKey
ALTER TABLE "AttentionScore" ADD CONSTRAINT "AttentionScore_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttentionScore" ADD CONSTRAINT "AttentionScore_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE SET NULL ON UPDATE CASCADE;
