-- CreateTable
CREATE TABLE "VerificationPart" (
    "verificationId" UUID NOT NULL,
    "part" INTEGER NOT NULL,
    "largestDifference" DOUBLE PRECISION,
    "differenceCount" INTEGER NOT NULL,
    "differences" JSONB NOT NULL,

    CONSTRAINT "VerificationPart_pkey" PRIMARY KEY ("verificationId","part")
);

-- AddForeignKey
ALTER TABLE "VerificationPart" ADD CONSTRAINT "VerificationPart_verificationId_fkey" FOREIGN KEY ("verificationId") REFERENCES "Verification"("id") ON DELETE CASCADE ON UPDATE CASCADE;
