-- CreateEnum
CREATE TYPE "CircuitMode" AS ENUM ('direct', 'residual');

-- CreateTable
CREATE TABLE "Circuit" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "identity" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "mode" "CircuitMode" NOT NULL,
    "threshold" DOUBLE PRECISION NOT NULL,
    "edgeThreshold" DOUBLE PRECISION NOT NULL,
    "maxNodes" INTEGER NOT NULL,
    "graph" BYTEA,
    "nodeCount" INTEGER,
    "edgeCount" INTEGER,
    "value" DOUBLE PRECISION,
    "replacementScore" DOUBLE PRECISION,
    "completenessScore" DOUBLE PRECISION,
    "largestResidual" DOUBLE PRECISION,
    "truncated" BOOLEAN,
    "computedBy" TEXT,
    "computeMillis" INTEGER,
    "jobId" UUID,
    "requesterId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "computedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Circuit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CircuitFeature" (
    "circuitId" UUID NOT NULL,
    "featureId" BIGINT NOT NULL,
    "position" INTEGER NOT NULL,
    "activation" DOUBLE PRECISION NOT NULL,
    "influence" DOUBLE PRECISION NOT NULL,
    "effect" DOUBLE PRECISION NOT NULL,
    "expanded" BOOLEAN NOT NULL,

    CONSTRAINT "CircuitFeature_pkey" PRIMARY KEY ("circuitId","featureId","position")
);

-- CreateTable
CREATE TABLE "Expansion" (
    "id" UUID NOT NULL,
    "circuitId" UUID NOT NULL,
    "nodeId" TEXT NOT NULL,
    "result" BYTEA,
    "jobId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "computedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Expansion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Verification" (
    "id" UUID NOT NULL,
    "circuitId" UUID NOT NULL,
    "passed" BOOLEAN,
    "largestDifference" DOUBLE PRECISION,
    "differences" JSONB,
    "computedBy" TEXT,
    "jobId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "computedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CausalCheck" (
    "id" UUID NOT NULL,
    "circuitId" UUID NOT NULL,
    "frozen" BOOLEAN NOT NULL,
    "result" JSONB,
    "jobId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "computedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CausalCheck_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Circuit_identity_key" ON "Circuit"("identity");

-- CreateIndex
CREATE UNIQUE INDEX "Circuit_jobId_key" ON "Circuit"("jobId");

-- CreateIndex
CREATE INDEX "Circuit_runId_id_idx" ON "Circuit"("runId", "id" DESC);

-- CreateIndex
CREATE INDEX "Circuit_requesterId_id_idx" ON "Circuit"("requesterId", "id" DESC);

-- CreateIndex
CREATE INDEX "CircuitFeature_featureId_influence_circuitId_idx" ON "CircuitFeature"("featureId", "influence" DESC, "circuitId");

-- CreateIndex
CREATE UNIQUE INDEX "Expansion_jobId_key" ON "Expansion"("jobId");

-- CreateIndex
CREATE UNIQUE INDEX "Expansion_circuitId_nodeId_key" ON "Expansion"("circuitId", "nodeId");

-- CreateIndex
CREATE UNIQUE INDEX "Verification_jobId_key" ON "Verification"("jobId");

-- CreateIndex
CREATE INDEX "Verification_circuitId_id_idx" ON "Verification"("circuitId", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "CausalCheck_jobId_key" ON "CausalCheck"("jobId");

-- CreateIndex
CREATE UNIQUE INDEX "CausalCheck_circuitId_frozen_key" ON "CausalCheck"("circuitId", "frozen");

-- AddForeignKey
ALTER TABLE "Circuit" ADD CONSTRAINT "Circuit_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Circuit" ADD CONSTRAINT "Circuit_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Circuit" ADD CONSTRAINT "Circuit_requesterId_fkey" FOREIGN KEY ("requesterId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CircuitFeature" ADD CONSTRAINT "CircuitFeature_circuitId_fkey" FOREIGN KEY ("circuitId") REFERENCES "Circuit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CircuitFeature" ADD CONSTRAINT "CircuitFeature_featureId_fkey" FOREIGN KEY ("featureId") REFERENCES "Feature"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Expansion" ADD CONSTRAINT "Expansion_circuitId_fkey" FOREIGN KEY ("circuitId") REFERENCES "Circuit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Expansion" ADD CONSTRAINT "Expansion_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Verification" ADD CONSTRAINT "Verification_circuitId_fkey" FOREIGN KEY ("circuitId") REFERENCES "Circuit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Verification" ADD CONSTRAINT "Verification_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CausalCheck" ADD CONSTRAINT "CausalCheck_circuitId_fkey" FOREIGN KEY ("circuitId") REFERENCES "Circuit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CausalCheck" ADD CONSTRAINT "CausalCheck_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE SET NULL ON UPDATE CASCADE;
