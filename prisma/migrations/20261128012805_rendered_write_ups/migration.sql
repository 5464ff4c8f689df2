-- AlterTable
ALTER TABLE "FindingRevision" ADD COLUMN     "writeUp" JSONB;
