-- AlterTable
ALTER TABLE "Finding" ADD COLUMN     "deletedAt" TIMESTAMPTZ(3),
ADD COLUMN     "withdrawnAt" TIMESTAMPTZ(3),
ADD COLUMN     "withdrawnRevision" INTEGER;
