-- AlterTable
ALTER TABLE "Finding" ADD COLUMN     "latestVersion" INTEGER;

-- CreateTable
CREATE TABLE "FindingVersion" (
    "findingId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL,
    "authorHandle" TEXT NOT NULL,
    "authorName" TEXT,
    "licence" TEXT NOT NULL,
    "graphHash" CHAR(64) NOT NULL,
    "contentHash" CHAR(64) NOT NULL,
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "FindingVersion_pkey" PRIMARY KEY ("findingId","number")
);

-- AddForeignKey
ALTER TABLE "FindingVersion" ADD CONSTRAINT "FindingVersion_findingId_fkey" FOREIGN KEY ("findingId") REFERENCES "Finding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say.

-- Public findings that an earlier release published: lib/findings/versions/fill-versions.ts finds them by it.
CREATE INDEX "Finding_without_version" ON "Finding" ("id") WHERE "publishedAt" IS NOT NULL AND "latestVersion" IS NULL;

CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "FindingVersion"
  FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table();

ALTER TABLE "FindingVersion"
  ADD CONSTRAINT "FindingVersion_number" CHECK ("number" >= 1),
  ADD CONSTRAINT "FindingVersion_hashes" CHECK ("contentHash" ~ '^[0-9a-f]{64}$' AND "graphHash" ~ '^[0-9a-f]{64}$');

-- A published version is what was cited: it is taken back, once, and never otherwise changed.
CREATE FUNCTION keep_published_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(OLD) - 'withdrawnAt' IS DISTINCT FROM to_jsonb(NEW) - 'withdrawnAt'
    OR OLD."withdrawnAt" IS NOT NULL AND NEW."withdrawnAt" IS DISTINCT FROM OLD."withdrawnAt" THEN
    RAISE EXCEPTION 'A published version of a finding never changes.';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_published_version BEFORE UPDATE ON "FindingVersion"
  FOR EACH ROW EXECUTE FUNCTION keep_published_version();

-- Its row goes only with the whole finding: with its author's account.
CREATE FUNCTION keep_tombstone_of_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "Finding" WHERE "id" = OLD."findingId") THEN
    RAISE EXCEPTION 'The row of a published version is kept.';
  END IF;
  RETURN OLD;
END
$$;
CREATE TRIGGER keeps_tombstone BEFORE DELETE ON "FindingVersion"
  FOR EACH ROW EXECUTE FUNCTION keep_tombstone_of_version();

-- What a published version says stands in its revision. How that was rendered may be filled in later, and a finding that
-- is deleted loses both.
CREATE FUNCTION keep_published_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(OLD) - 'writeUp' IS DISTINCT FROM to_jsonb(NEW) - 'writeUp' AND EXISTS (
    SELECT 1 FROM "FindingVersion" WHERE "findingId" = OLD."findingId" AND "revision" = OLD."number"
  ) THEN
    RAISE EXCEPTION 'A published version of a finding never changes.';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_published_revision BEFORE UPDATE ON "FindingRevision"
  FOR EACH ROW EXECUTE FUNCTION keep_published_revision();

CREATE FUNCTION keep_revision_of_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM "FindingVersion" v JOIN "Finding" f ON f."id" = v."findingId"
    WHERE v."findingId" = OLD."findingId" AND v."revision" = OLD."number" AND v."withdrawnAt" IS NULL
  ) THEN
    RAISE EXCEPTION 'What a published version says is kept until it is taken back.';
  END IF;
  RETURN OLD;
END
$$;
CREATE TRIGGER keeps_revision_of_version BEFORE DELETE ON "FindingRevision"
  FOR EACH ROW EXECUTE FUNCTION keep_revision_of_version();
