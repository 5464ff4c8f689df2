-- AlterTable
ALTER TABLE "Dictionary" DROP COLUMN "unstated",
ADD COLUMN     "training" JSONB NOT NULL DEFAULT '{}';
