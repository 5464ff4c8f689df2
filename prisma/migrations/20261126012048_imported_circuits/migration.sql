-- CreateTable
CREATE TABLE "ImportedCircuit" (
    "id" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "fileName" VARCHAR(160) NOT NULL,
    "wanted" VARCHAR(80),
    "source" BYTEA,
    "graph" BYTEA,
    "report" BYTEA,
    "identity" TEXT,
    "jobId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "computedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ImportedCircuit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ImportedCircuit_jobId_key" ON "ImportedCircuit"("jobId");

-- CreateIndex
CREATE INDEX "ImportedCircuit_ownerId_id_idx" ON "ImportedCircuit"("ownerId", "id" DESC);

-- AddForeignKey
ALTER TABLE "ImportedCircuit" ADD CONSTRAINT "ImportedCircuit_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportedCircuit" ADD CONSTRAINT "ImportedCircuit_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE SET NULL ON UPDATE CASCADE;
