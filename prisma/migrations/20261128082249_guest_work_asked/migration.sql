-- Who only had another guest's question begun again gets the job, and not what it computes. What stands was asked.

-- AlterTable
ALTER TABLE "GuestWork" ADD COLUMN     "asked" BOOLEAN NOT NULL DEFAULT true;
