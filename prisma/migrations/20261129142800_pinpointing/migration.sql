-- AlterTable
ALTER TABLE "Label" ADD COLUMN     "pinpointed" JSONB,
ADD COLUMN     "pinpointedByPrograms" JSONB;

-- CreateTable
CREATE TABLE "PinpointCheck" (
    "id" UUID NOT NULL,
    "labelId" UUID NOT NULL,
    "wording" INTEGER NOT NULL,
    "raterId" UUID,
    "number" INTEGER NOT NULL,
    "indexId" UUID NOT NULL,
    "window" INTEGER NOT NULL,
    "first" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "band" INTEGER NOT NULL,
    "windows" INTEGER NOT NULL,
    "probability" DOUBLE PRECISION NOT NULL,
    "seed" INTEGER NOT NULL,
    "issuedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answeredAt" TIMESTAMPTZ(3),
    "chosen" INTEGER,
    "byProgram" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "PinpointCheck_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PinpointCheck_raterId_labelId_idx" ON "PinpointCheck"("raterId", "labelId");

-- CreateIndex
CREATE UNIQUE INDEX "PinpointCheck_labelId_wording_raterId_byProgram_number_key" ON "PinpointCheck"("labelId", "wording", "raterId", "byProgram", "number");

-- CreateIndex
CREATE UNIQUE INDEX "PinpointCheck_labelId_raterId_indexId_window_key" ON "PinpointCheck"("labelId", "raterId", "indexId", "window");

-- AddForeignKey
ALTER TABLE "PinpointCheck" ADD CONSTRAINT "PinpointCheck_labelId_fkey" FOREIGN KEY ("labelId") REFERENCES "Label"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PinpointCheck" ADD CONSTRAINT "PinpointCheck_raterId_fkey" FOREIGN KEY ("raterId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say. What is picked is a token that was shown; an answer is given once; nobody changes
-- what was asked.
ALTER TABLE "PinpointCheck" ADD CONSTRAINT "PinpointCheck_chosen_of_shown" CHECK (
  "first" >= 1 AND "position" BETWEEN "first" AND "last"
  AND ("chosen" IS NULL OR ("answeredAt" IS NOT NULL AND "chosen" BETWEEN "first" AND "last")));
CREATE FUNCTION keep_pinpointed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."answeredAt" IS NOT NULL AND NEW."raterId" IS NOT DISTINCT FROM OLD."raterId" THEN
    RAISE EXCEPTION 'An answer is given once.';
  END IF;
  IF to_jsonb(OLD) - 'answeredAt' - 'chosen' - 'raterId' IS DISTINCT FROM to_jsonb(NEW) - 'answeredAt' - 'chosen' - 'raterId' THEN
    RAISE EXCEPTION 'What was asked never changes.';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_pinpointed BEFORE UPDATE ON "PinpointCheck" FOR EACH ROW EXECUTE FUNCTION keep_pinpointed();
CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "PinpointCheck"
  FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table();
