-- AlterTable
ALTER TABLE "DictionarySet" ADD COLUMN     "release" VARCHAR(300),
ADD COLUMN     "repository" VARCHAR(300),
ADD COLUMN     "sourceFile" VARCHAR(300);
