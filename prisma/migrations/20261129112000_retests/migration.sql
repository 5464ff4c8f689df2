-- AlterTable
ALTER TABLE "Naming" ADD COLUMN     "retestedAt" TIMESTAMPTZ(3);

-- By hand: what Prisma's schema language cannot say.
-- What is to be tested again is few of what is supported.
CREATE INDEX "Naming_untested_since_idx" ON "Naming" (
  (CASE WHEN "state" = 'supported' AND "leaderId" IS NOT NULL AND "retestedAt" IS NULL THEN "standsSince" END));

-- Another name, or another standing, is tested again by itself.
CREATE OR REPLACE FUNCTION note_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."standsSince" := clock_timestamp();
  NEW."retestedAt" := NULL;
  RETURN NEW;
END $$;
