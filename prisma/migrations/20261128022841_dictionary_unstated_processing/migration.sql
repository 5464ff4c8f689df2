-- AlterTable
ALTER TABLE "Dictionary" ADD COLUMN     "unstated" TEXT[] DEFAULT ARRAY[]::TEXT[];
