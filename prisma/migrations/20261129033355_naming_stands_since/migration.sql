-- AlterTable
ALTER TABLE "Naming" ADD COLUMN     "standsSince" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- By hand: what Prisma's schema language cannot say.
UPDATE "Naming" SET "standsSince" = "changedAt";

-- Of what has a label: what was labelled since some moment is few of them.
CREATE INDEX "Naming_named_since_idx" ON "Naming" ((CASE WHEN "leaderId" IS NOT NULL THEN "standsSince" END));

CREATE FUNCTION note_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."standsSince" := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER notes_standing BEFORE UPDATE ON "Naming"
  FOR EACH ROW WHEN ((OLD."leaderId", OLD."text", OLD."state") IS DISTINCT FROM (NEW."leaderId", NEW."text", NEW."state"))
  EXECUTE FUNCTION note_standing();
