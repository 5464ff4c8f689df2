-- AlterTable
ALTER TABLE "Naming" ADD COLUMN     "intruders" JSONB;

-- CreateTable
CREATE TABLE "IntruderQuestion" (
    "id" UUID NOT NULL,
    "dictionaryId" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "raterId" UUID,
    "number" INTEGER NOT NULL,
    "intruder" SMALLINT NOT NULL,
    "isNear" BOOLEAN NOT NULL,
    "band" INTEGER NOT NULL,
    "windows" INTEGER NOT NULL,
    "seed" INTEGER NOT NULL,
    "issuedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answeredAt" TIMESTAMPTZ(3),
    "chosen" SMALLINT,
    "knew" BOOLEAN NOT NULL DEFAULT false,
    "byProgram" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "IntruderQuestion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IntruderText" (
    "questionId" UUID NOT NULL,
    "place" SMALLINT NOT NULL,
    "indexId" UUID NOT NULL,
    "window" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "first" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,
    "probability" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "IntruderText_pkey" PRIMARY KEY ("questionId","place")
);

-- CreateIndex
CREATE INDEX "IntruderQuestion_raterId_dictionaryId_index_idx" ON "IntruderQuestion"("raterId", "dictionaryId", "index");

-- CreateIndex
CREATE UNIQUE INDEX "IntruderQuestion_dictionaryId_index_raterId_byProgram_numbe_key" ON "IntruderQuestion"("dictionaryId", "index", "raterId", "byProgram", "number");

-- AddForeignKey
ALTER TABLE "IntruderQuestion" ADD CONSTRAINT "IntruderQuestion_dictionaryId_fkey" FOREIGN KEY ("dictionaryId") REFERENCES "Dictionary"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IntruderQuestion" ADD CONSTRAINT "IntruderQuestion_raterId_fkey" FOREIGN KEY ("raterId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IntruderText" ADD CONSTRAINT "IntruderText_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "IntruderQuestion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say. What is named is a text that was shown; an answer is given once; nobody changes
-- what was asked.
ALTER TABLE "IntruderQuestion" ADD CONSTRAINT "IntruderQuestion_chosen_of_texts" CHECK (
  "intruder" BETWEEN 0 AND 4 AND ("chosen" IS NULL) = ("answeredAt" IS NULL) AND ("chosen" IS NULL OR "chosen" BETWEEN 0 AND 4));
ALTER TABLE "IntruderText" ADD CONSTRAINT "IntruderText_of_window" CHECK (
  "place" BETWEEN 0 AND 4 AND "first" >= 1 AND "position" BETWEEN "first" AND "last");
CREATE FUNCTION keep_intruders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."answeredAt" IS NOT NULL AND NEW."raterId" IS NOT DISTINCT FROM OLD."raterId" THEN
    RAISE EXCEPTION 'An answer is given once.';
  END IF;
  IF to_jsonb(OLD) - 'answeredAt' - 'chosen' - 'knew' - 'raterId'
    IS DISTINCT FROM to_jsonb(NEW) - 'answeredAt' - 'chosen' - 'knew' - 'raterId' THEN
    RAISE EXCEPTION 'What was asked never changes.';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_intruders BEFORE UPDATE ON "IntruderQuestion" FOR EACH ROW EXECUTE FUNCTION keep_intruders();
CREATE TRIGGER never_changes BEFORE UPDATE ON "IntruderText" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "IntruderQuestion"
  FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table();
