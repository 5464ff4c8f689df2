-- CreateTable
CREATE TABLE "Adoption" (
    "id" UUID NOT NULL,
    "source" VARCHAR(300) NOT NULL,
    "dictionaries" VARCHAR(300)[],
    "name" VARCHAR(64) NOT NULL,
    "processing" VARCHAR(100) NOT NULL,
    "identity" VARCHAR(64) NOT NULL,
    "outcome" JSONB,
    "adopterId" UUID,
    "jobId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "computedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Adoption_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Adoption_jobId_key" ON "Adoption"("jobId");

-- CreateIndex
CREATE INDEX "Adoption_adopterId_idx" ON "Adoption"("adopterId");

-- AddForeignKey
ALTER TABLE "Adoption" ADD CONSTRAINT "Adoption_adopterId_fkey" FOREIGN KEY ("adopterId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Adoption" ADD CONSTRAINT "Adoption_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Of the same asked twice at once there is one; what is done may be asked for again.
CREATE UNIQUE INDEX "Adoption_identity_key" ON "Adoption"("identity") WHERE "computedAt" IS NULL;
