-- AlterTable
ALTER TABLE "Label" ADD COLUMN     "crowd" JSONB;

-- CreateTable
CREATE TABLE "RaterRates" (
    "raterId" UUID NOT NULL,
    "rates" JSONB NOT NULL,
    "answers" INTEGER NOT NULL,
    "learnedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RaterRates_pkey" PRIMARY KEY ("raterId")
);

-- AddForeignKey
ALTER TABLE "RaterRates" ADD CONSTRAINT "RaterRates_raterId_fkey" FOREIGN KEY ("raterId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
