-- AlterTable
ALTER TABLE "SavedSearch" ADD COLUMN     "seenFeatures" BYTEA;
