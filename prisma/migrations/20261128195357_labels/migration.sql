-- CreateEnum
CREATE TYPE "LabelSide" AS ENUM ('input', 'output');

-- CreateEnum
CREATE TYPE "LabelSource" AS ENUM ('person', 'program', 'import');

-- CreateEnum
CREATE TYPE "LabelState" AS ENUM ('proposed', 'contested', 'supported');

-- CreateEnum
CREATE TYPE "VoteReason" AS ENUM ('tooBroad', 'tooNarrow', 'otherSide', 'wrong', 'unreadable', 'other');

-- CreateTable
CREATE TABLE "Naming" (
    "dictionaryId" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "side" "LabelSide" NOT NULL,
    "leaderId" UUID,
    "text" VARCHAR(120),
    "state" "LabelState" NOT NULL DEFAULT 'proposed',
    "version" INTEGER NOT NULL DEFAULT 0,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Naming_pkey" PRIMARY KEY ("dictionaryId","index","side")
);

-- CreateTable
CREATE TABLE "Label" (
    "id" UUID NOT NULL,
    "dictionaryId" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "side" "LabelSide" NOT NULL,
    "authorId" UUID,
    "source" "LabelSource" NOT NULL DEFAULT 'person',
    "text" VARCHAR(120) NOT NULL,
    "normal" VARCHAR(240) NOT NULL,
    "rationale" TEXT NOT NULL DEFAULT '',
    "writeUp" JSONB,
    "evidence" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "wording" INTEGER NOT NULL DEFAULT 1,
    "votesFor" INTEGER NOT NULL DEFAULT 0,
    "votesAgainst" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "Label_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LabelRevision" (
    "labelId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "wording" INTEGER NOT NULL,
    "ancestor" INTEGER,
    "text" VARCHAR(120) NOT NULL,
    "rationale" TEXT NOT NULL,
    "writeUp" JSONB,
    "evidence" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LabelRevision_pkey" PRIMARY KEY ("labelId","number")
);

-- CreateTable
CREATE TABLE "LabelVote" (
    "id" UUID NOT NULL,
    "labelId" UUID NOT NULL,
    "voterId" UUID,
    "wording" INTEGER NOT NULL,
    "value" SMALLINT NOT NULL,
    "reason" "VoteReason",
    "words" VARCHAR(400),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LabelVote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LabelEvent" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorId" UUID,
    "labelId" UUID NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "LabelEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Label_dictionaryId_index_side_idx" ON "Label"("dictionaryId", "index", "side");

-- CreateIndex
CREATE INDEX "Label_authorId_id_idx" ON "Label"("authorId", "id" DESC);

-- CreateIndex
CREATE INDEX "LabelVote_voterId_id_idx" ON "LabelVote"("voterId", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "LabelVote_labelId_voterId_key" ON "LabelVote"("labelId", "voterId");

-- CreateIndex
CREATE INDEX "LabelEvent_labelId_id_idx" ON "LabelEvent"("labelId", "id");

-- CreateIndex
CREATE INDEX "LabelEvent_actorId_id_idx" ON "LabelEvent"("actorId", "id");

-- AddForeignKey
ALTER TABLE "Naming" ADD CONSTRAINT "Naming_dictionaryId_fkey" FOREIGN KEY ("dictionaryId") REFERENCES "Dictionary"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Label" ADD CONSTRAINT "Label_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Label" ADD CONSTRAINT "Label_dictionaryId_index_side_fkey" FOREIGN KEY ("dictionaryId", "index", "side") REFERENCES "Naming"("dictionaryId", "index", "side") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LabelRevision" ADD CONSTRAINT "LabelRevision_labelId_fkey" FOREIGN KEY ("labelId") REFERENCES "Label"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LabelVote" ADD CONSTRAINT "LabelVote_labelId_fkey" FOREIGN KEY ("labelId") REFERENCES "Label"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LabelVote" ADD CONSTRAINT "LabelVote_voterId_fkey" FOREIGN KEY ("voterId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say.

ALTER TABLE "Label" ADD CONSTRAINT "Label_text_check" CHECK (char_length("text") >= 3 AND "text" = btrim("text"));
ALTER TABLE "LabelVote" ADD CONSTRAINT "LabelVote_value_check" CHECK ("value" IN (-1, 1));
ALTER TABLE "LabelVote" ADD CONSTRAINT "LabelVote_reason_check"
  CHECK ("value" = 1 OR "reason" IS NOT NULL AND ("reason" <> 'other' OR "words" IS NOT NULL));
-- What leads has a text, and what has none does not lead.
ALTER TABLE "Naming" ADD CONSTRAINT "Naming_leader_check" CHECK (("leaderId" IS NULL) = ("text" IS NULL));

-- Of one wording a side has one proposal that stands; a withdrawn one is in nobody's way.
CREATE UNIQUE INDEX "Label_standing_idx"
  ON "Label" ("dictionaryId", "index", "side", (CASE WHEN "withdrawnAt" IS NULL THEN "normal" END));

-- Names are found by their words: lib/search, lib/features/find-features.ts
CREATE INDEX "Naming_words_idx" ON "Naming" USING GIN (to_tsvector('simple', coalesce("text", '')));

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Rows of % are added and never changed.', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON "LabelEvent"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_changes BEFORE UPDATE ON "LabelRevision"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What a feature is called: what leads on its input side, else on its output side, else the name made by rule; and how that came to
-- be. No row is missing for a feature that no corpus has shown anything of.
CREATE VIEW "FeatureName" AS
  SELECT f."dictionaryId", f."index", coalesce(i."text", o."text", e."standIn") AS "name",
    CASE WHEN i."text" IS NOT NULL THEN i."state"::text
      WHEN o."text" IS NOT NULL THEN o."state"::text
      WHEN e."standIn" IS NOT NULL THEN 'rule' END AS "named"
  FROM "Feature" f
  LEFT JOIN "FeatureEvidence" e ON e."dictionaryId" = f."dictionaryId" AND e."index" = f."index"
  LEFT JOIN "Naming" i ON i."dictionaryId" = f."dictionaryId" AND i."index" = f."index" AND i."side" = 'input'
  LEFT JOIN "Naming" o ON o."dictionaryId" = f."dictionaryId" AND o."index" = f."index" AND o."side" = 'output';

-- Whoever has a feature's labels before them is told of each change of them; pages that show its name when that changes.
CREATE FUNCTION tell_of_labels() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed "Naming" := coalesce(NEW, OLD);
BEGIN
  PERFORM pg_notify('labels', changed."dictionaryId" || '.' || changed."index");
  PERFORM pg_notify('pages', 'Naming ' || changed."dictionaryId" || '.' || changed."index");
  RETURN NULL;
END
$$;
CREATE TRIGGER tells_of_labels AFTER INSERT OR UPDATE OR DELETE ON "Naming"
  FOR EACH ROW EXECUTE FUNCTION tell_of_labels();
CREATE TRIGGER tells_pages AFTER INSERT OR DELETE ON "Naming"
  FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table();
CREATE TRIGGER tells_pages_of_update AFTER UPDATE ON "Naming"
  FOR EACH ROW WHEN (OLD."text" IS DISTINCT FROM NEW."text" OR OLD."state" <> NEW."state")
  EXECUTE FUNCTION tell_pages_of_table();
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['Label', 'LabelRevision', 'LabelVote', 'LabelEvent'] LOOP
    EXECUTE format(
      'CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I
        FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table()', name);
  END LOOP;
END
$$;
