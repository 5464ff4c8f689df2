-- DropIndex
DROP INDEX "LabelCheck_labelId_wording_raterId_number_key";

-- AlterTable
ALTER TABLE "Label" ADD COLUMN     "blindByPrograms" JSONB;

-- AlterTable
ALTER TABLE "LabelCheck" ADD COLUMN     "byProgram" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "chosen" INTEGER;

-- CreateIndex
CREATE UNIQUE INDEX "LabelCheck_labelId_wording_raterId_byProgram_number_key" ON "LabelCheck"("labelId", "wording", "raterId", "byProgram", "number");

-- By hand: what Prisma's schema language cannot say.
ALTER TABLE "LabelCheck" ADD CONSTRAINT "LabelCheck_chosen_of_options" CHECK (
  "chosen" IS NULL OR ("stratum"->>'is' = 'continuation' AND "says" IS NULL AND "answeredAt" IS NOT NULL
    AND "chosen" >= 0 AND "chosen" < jsonb_array_length("stratum"->'options')));
CREATE OR REPLACE FUNCTION keep_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."answeredAt" IS NOT NULL AND NEW."raterId" IS NOT DISTINCT FROM OLD."raterId" THEN
    RAISE EXCEPTION 'An answer is given once.';
  END IF;
  IF to_jsonb(OLD) - 'answeredAt' - 'says' - 'chosen' - 'raterId'
    IS DISTINCT FROM to_jsonb(NEW) - 'answeredAt' - 'says' - 'chosen' - 'raterId' THEN
    RAISE EXCEPTION 'What was asked never changes.';
  END IF;
  RETURN NEW;
END
$$;
