-- AlterTable
ALTER TABLE "User" ADD COLUMN     "unlistedAt" TIMESTAMPTZ(3);
