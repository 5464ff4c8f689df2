-- CreateTable
CREATE TABLE "GuestWork" (
    "jobId" UUID NOT NULL,
    "secretHash" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "GuestWork_pkey" PRIMARY KEY ("jobId")
);

-- CreateIndex
CREATE INDEX "GuestWork_secretHash_idx" ON "GuestWork"("secretHash");

-- CreateIndex
CREATE INDEX "GuestWork_createdAt_idx" ON "GuestWork"("createdAt");

-- AddForeignKey
ALTER TABLE "GuestWork" ADD CONSTRAINT "GuestWork_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE CASCADE ON UPDATE CASCADE;
