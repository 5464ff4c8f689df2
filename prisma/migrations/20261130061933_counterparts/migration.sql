-- CreateTable
CREATE TABLE "Counterparts" (
    "id" UUID NOT NULL,
    "circuitId" UUID NOT NULL,
    "setId" UUID NOT NULL,
    "found" JSONB,
    "jobId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "computedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Counterparts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Counterparts_jobId_key" ON "Counterparts"("jobId");

-- CreateIndex
CREATE INDEX "Counterparts_setId_idx" ON "Counterparts"("setId");

-- CreateIndex
CREATE UNIQUE INDEX "Counterparts_circuitId_setId_key" ON "Counterparts"("circuitId", "setId");

-- AddForeignKey
ALTER TABLE "Counterparts" ADD CONSTRAINT "Counterparts_circuitId_fkey" FOREIGN KEY ("circuitId") REFERENCES "Circuit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Counterparts" ADD CONSTRAINT "Counterparts_setId_fkey" FOREIGN KEY ("setId") REFERENCES "DictionarySet"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Counterparts" ADD CONSTRAINT "Counterparts_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE SET NULL ON UPDATE CASCADE;
