-- CreateTable
CREATE TABLE "Retrace" (
    "id" UUID NOT NULL,
    "circuitId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "asker" TEXT NOT NULL,
    "requesterId" UUID,
    "secretHash" BYTEA,
    "refusal" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Retrace_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Retrace_runId_idx" ON "Retrace"("runId");

-- CreateIndex
CREATE INDEX "Retrace_requesterId_idx" ON "Retrace"("requesterId");

-- CreateIndex
CREATE INDEX "Retrace_secretHash_idx" ON "Retrace"("secretHash");

-- CreateIndex
CREATE INDEX "Retrace_createdAt_idx" ON "Retrace"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Retrace_circuitId_runId_asker_key" ON "Retrace"("circuitId", "runId", "asker");

-- AddForeignKey
ALTER TABLE "Retrace" ADD CONSTRAINT "Retrace_circuitId_fkey" FOREIGN KEY ("circuitId") REFERENCES "Circuit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Retrace" ADD CONSTRAINT "Retrace_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Retrace" ADD CONSTRAINT "Retrace_requesterId_fkey" FOREIGN KEY ("requesterId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
