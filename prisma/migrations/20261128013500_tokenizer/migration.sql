-- AlterTable
ALTER TABLE "Vocabulary" ADD COLUMN     "tokenizer" BYTEA,
ALTER COLUMN "texts" DROP NOT NULL;

ALTER TABLE "Vocabulary" ADD CONSTRAINT "Vocabulary_known" CHECK (num_nonnulls("tokenizer", "texts") = 1);
