-- AlterTable
ALTER TABLE "Evaluation" ADD COLUMN     "facts" JSONB,
ADD COLUMN     "generalLacks" INTEGER,
ADD COLUMN     "wholeLacks" INTEGER;
