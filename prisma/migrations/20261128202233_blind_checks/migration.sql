-- AlterTable
ALTER TABLE "Label" ADD COLUMN     "blind" JSONB;

-- CreateTable
CREATE TABLE "LabelCheck" (
    "id" UUID NOT NULL,
    "labelId" UUID NOT NULL,
    "wording" INTEGER NOT NULL,
    "raterId" UUID,
    "number" INTEGER NOT NULL,
    "indexId" UUID NOT NULL,
    "window" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "stratum" JSONB NOT NULL,
    "fires" BOOLEAN NOT NULL,
    "probability" DOUBLE PRECISION NOT NULL,
    "seed" INTEGER NOT NULL,
    "issuedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answeredAt" TIMESTAMPTZ(3),
    "says" BOOLEAN,

    CONSTRAINT "LabelCheck_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "LabelCheck_raterId_labelId_idx" ON "LabelCheck"("raterId", "labelId");

-- CreateIndex
CREATE UNIQUE INDEX "LabelCheck_labelId_wording_raterId_number_key" ON "LabelCheck"("labelId", "wording", "raterId", "number");

-- AddForeignKey
ALTER TABLE "LabelCheck" ADD CONSTRAINT "LabelCheck_labelId_fkey" FOREIGN KEY ("labelId") REFERENCES "Label"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LabelCheck" ADD CONSTRAINT "LabelCheck_raterId_fkey" FOREIGN KEY ("raterId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say. An answer is given once; nobody changes what was asked.
CREATE FUNCTION keep_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."answeredAt" IS NOT NULL AND NEW."raterId" IS NOT DISTINCT FROM OLD."raterId" THEN
    RAISE EXCEPTION 'An answer is given once.';
  END IF;
  IF to_jsonb(OLD) - 'answeredAt' - 'says' - 'raterId' IS DISTINCT FROM to_jsonb(NEW) - 'answeredAt' - 'says' - 'raterId' THEN
    RAISE EXCEPTION 'What was asked never changes.';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_answer BEFORE UPDATE ON "LabelCheck" FOR EACH ROW EXECUTE FUNCTION keep_answer();
CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "LabelCheck"
  FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table();
-- What leads a side and is to be checked, those that wait longest first.
CREATE INDEX "Naming_to_check_idx" ON "Naming" ((CASE WHEN "leaderId" IS NOT NULL THEN "changedAt" END));
