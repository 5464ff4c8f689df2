-- AlterTable
ALTER TABLE "Finding" ADD COLUMN     "publishedRevision" INTEGER;
