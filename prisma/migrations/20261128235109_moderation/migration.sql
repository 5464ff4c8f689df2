-- CreateEnum
CREATE TYPE "ReportReason" AS ENUM ('spam', 'abuse', 'wrong', 'copied', 'privacy', 'other');

-- CreateEnum
CREATE TYPE "ReportOutcome" AS ENUM ('acted', 'dismissed');

-- AlterTable
ALTER TABLE "Collection" ADD COLUMN     "hiddenAt" TIMESTAMPTZ(3),
ADD COLUMN     "keptPublic" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Finding" ADD COLUMN     "hiddenAt" TIMESTAMPTZ(3),
ADD COLUMN     "keptPublishedAt" TIMESTAMPTZ(3),
ADD COLUMN     "lockedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Label" ADD COLUMN     "hiddenAt" TIMESTAMPTZ(3),
ADD COLUMN     "keptStanding" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "rationaleHiddenTo" INTEGER;

-- AlterTable
ALTER TABLE "Naming" ADD COLUMN     "lockedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "suspendedUntil" TIMESTAMPTZ(3),
ADD COLUMN     "suspensionReason" VARCHAR(1000);

-- CreateTable
CREATE TABLE "ModerationAct" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorId" UUID,
    "kind" VARCHAR(20) NOT NULL,
    "subjectKind" VARCHAR(20) NOT NULL,
    "subjectId" VARCHAR(80) NOT NULL,
    "personId" UUID,
    "reason" VARCHAR(1000) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "reportId" UUID,

    CONSTRAINT "ModerationAct_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Report" (
    "id" UUID NOT NULL,
    "reporterId" UUID NOT NULL,
    "subjectKind" VARCHAR(20) NOT NULL,
    "subjectId" VARCHAR(80) NOT NULL,
    "reason" "ReportReason" NOT NULL,
    "words" VARCHAR(1000) NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimedById" UUID,
    "claimedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "outcome" "ReportOutcome",
    "answer" VARCHAR(1000),

    CONSTRAINT "Report_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ModerationAct_subjectKind_subjectId_id_idx" ON "ModerationAct"("subjectKind", "subjectId", "id" DESC);

-- CreateIndex
CREATE INDEX "ModerationAct_personId_id_idx" ON "ModerationAct"("personId", "id" DESC);

-- CreateIndex
CREATE INDEX "ModerationAct_actorId_id_idx" ON "ModerationAct"("actorId", "id" DESC);

-- CreateIndex
CREATE INDEX "ModerationAct_kind_id_idx" ON "ModerationAct"("kind", "id" DESC);

-- CreateIndex
CREATE INDEX "Report_reporterId_id_idx" ON "Report"("reporterId", "id" DESC);

-- CreateIndex
CREATE INDEX "Report_claimedById_idx" ON "Report"("claimedById");

-- CreateIndex
CREATE INDEX "Report_subjectKind_subjectId_id_idx" ON "Report"("subjectKind", "subjectId", "id" DESC);

-- AddForeignKey
ALTER TABLE "Report" ADD CONSTRAINT "Report_reporterId_fkey" FOREIGN KEY ("reporterId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Report" ADD CONSTRAINT "Report_claimedById_fkey" FOREIGN KEY ("claimedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say.

-- What is public has one mark that every query asks for: a finding's "publishedAt", a label that is not "withdrawnAt", a collection that
-- "isPublic", a vote for the wording that a label has. Of what is hidden these triggers keep the mark aside, and put it back when it is
-- shown again, so that no query need know of hiding. Hidden is what a moderator hid, and all of whoever is suspended. They fire when the
-- mark is written, also as it was.

-- Locks the person's row: whoever suspends waits for what is being written, and finds it.
CREATE FUNCTION is_suspended(person uuid) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  suspended boolean;
BEGIN
  SELECT "suspendedAt" IS NOT NULL INTO suspended FROM "User" WHERE id = person FOR SHARE;
  RETURN coalesce(suspended, false);
END
$$;

CREATE FUNCTION keep_finding_aside() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  hidden boolean := NEW."hiddenAt" IS NOT NULL OR is_suspended(NEW."authorId");
BEGIN
  IF hidden AND NEW."publishedAt" IS NOT NULL THEN
    NEW."keptPublishedAt" := NEW."publishedAt";
    NEW."publishedAt" := NULL;
  ELSIF NOT hidden AND NEW."keptPublishedAt" IS NOT NULL THEN
    NEW."publishedAt" := NEW."keptPublishedAt";
    NEW."keptPublishedAt" := NULL;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_aside BEFORE INSERT OR UPDATE OF "publishedAt", "hiddenAt", "authorId" ON "Finding"
  FOR EACH ROW EXECUTE FUNCTION keep_finding_aside();

CREATE FUNCTION keep_label_aside() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  hidden boolean := NEW."hiddenAt" IS NOT NULL OR is_suspended(NEW."authorId");
BEGIN
  IF hidden AND NEW."withdrawnAt" IS NULL THEN
    NEW."withdrawnAt" := clock_timestamp();
    NEW."keptStanding" := true;
  ELSIF NOT hidden AND NEW."keptStanding" THEN
    NEW."withdrawnAt" := NULL;
    NEW."keptStanding" := false;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_aside BEFORE INSERT OR UPDATE OF "withdrawnAt", "hiddenAt", "authorId" ON "Label"
  FOR EACH ROW EXECUTE FUNCTION keep_label_aside();

CREATE FUNCTION keep_collection_aside() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  hidden boolean := NEW."hiddenAt" IS NOT NULL OR is_suspended(NEW."ownerId");
BEGIN
  IF hidden AND NEW."isPublic" THEN
    NEW."isPublic" := false;
    NEW."keptPublic" := true;
  ELSIF NOT hidden AND NEW."keptPublic" THEN
    NEW."isPublic" := true;
    NEW."keptPublic" := false;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_aside BEFORE INSERT OR UPDATE OF "isPublic", "hiddenAt" ON "Collection"
  FOR EACH ROW EXECUTE FUNCTION keep_collection_aside();

-- A vote whose voter's account is gone stays as it was then.
CREATE FUNCTION keep_vote_aside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."voterId" IS NOT NULL THEN
    NEW.wording := abs(NEW.wording) * CASE WHEN is_suspended(NEW."voterId") THEN -1 ELSE 1 END;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_aside BEFORE INSERT OR UPDATE OF wording ON "LabelVote"
  FOR EACH ROW EXECUTE FUNCTION keep_vote_aside();

-- A rationale that is hidden stands in its revisions alone, which name it as hidden.
CREATE FUNCTION keep_rationale_aside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."rationaleHiddenTo" >= NEW.revision THEN
    NEW.rationale := '';
    NEW."writeUp" := NULL;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_rationale_aside BEFORE UPDATE OF rationale, revision, "rationaleHiddenTo" ON "Label"
  FOR EACH ROW EXECUTE FUNCTION keep_rationale_aside();

ALTER TABLE "User" ADD CONSTRAINT "User_suspension_check"
  CHECK ("suspendedAt" IS NOT NULL OR "suspendedUntil" IS NULL AND "suspensionReason" IS NULL);
CREATE INDEX "User_suspension_ends_idx" ON "User" ((CASE WHEN "suspendedAt" IS NOT NULL THEN "suspendedUntil" END));

CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON "ModerationAct"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER is_never_emptied BEFORE TRUNCATE ON "ModerationAct"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE "ModerationAct" ADD CONSTRAINT "ModerationAct_reason_check" CHECK (reason = btrim(reason) AND reason <> '');

-- Of one thing somebody has one report that is open.
CREATE UNIQUE INDEX "Report_open_idx"
  ON "Report" ("reporterId", "subjectKind", "subjectId", (CASE WHEN "closedAt" IS NULL THEN true END));
-- The queue: what is open, what waits longest first. And what is closed, the latest first.
CREATE INDEX "Report_queue_idx" ON "Report" ((CASE WHEN "closedAt" IS NULL THEN id END));
ALTER TABLE "Report" ADD CONSTRAINT "Report_closed_check"
  CHECK (("closedAt" IS NULL) = ("outcome" IS NULL) AND ("outcome" IS NULL) = ("answer" IS NULL));
