-- CreateEnum
CREATE TYPE "FeatureFamily" AS ENUM ('induction', 'localContext', 'highLevelContext', 'positional', 'nameMover', 'duplicateToken', 'suppression', 'alwaysOn', 'dead', 'unclear');

-- CreateTable
CREATE TABLE "Judgement" (
    "id" UUID NOT NULL,
    "dictionaryId" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "judgeId" UUID,
    "interpretable" SMALLINT NOT NULL,
    "family" "FeatureFamily" NOT NULL,
    "hasOneMeaning" BOOLEAN NOT NULL,
    "confidence" SMALLINT NOT NULL,
    "first" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Judgement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "JudgementEvent" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorId" UUID NOT NULL,
    "dictionaryId" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "JudgementEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Judgement_judgeId_id_idx" ON "Judgement"("judgeId", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Judgement_dictionaryId_index_judgeId_key" ON "Judgement"("dictionaryId", "index", "judgeId");

-- CreateIndex
CREATE INDEX "JudgementEvent_dictionaryId_index_id_idx" ON "JudgementEvent"("dictionaryId", "index", "id");

-- CreateIndex
CREATE INDEX "JudgementEvent_actorId_id_idx" ON "JudgementEvent"("actorId", "id");

-- AddForeignKey
ALTER TABLE "Judgement" ADD CONSTRAINT "Judgement_dictionaryId_fkey" FOREIGN KEY ("dictionaryId") REFERENCES "Dictionary"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Judgement" ADD CONSTRAINT "Judgement_judgeId_fkey" FOREIGN KEY ("judgeId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say.
ALTER TABLE "Judgement" ADD CONSTRAINT "Judgement_grades_check"
  CHECK ("interpretable" BETWEEN 0 AND 4 AND "confidence" BETWEEN 0 AND 4);
CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON "JudgementEvent"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What somebody said before they were shown what others say stays; so does of what they said it.
CREATE FUNCTION keep_first_judgement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."first", NEW."dictionaryId", NEW."index", NEW."createdAt")
    IS DISTINCT FROM (OLD."first", OLD."dictionaryId", OLD."index", OLD."createdAt") THEN
    RAISE EXCEPTION 'A first judgement never changes.';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_first BEFORE UPDATE ON "Judgement" FOR EACH ROW EXECUTE FUNCTION keep_first_judgement();

-- A feature's page shows how many judged it; a model's page, how far people agree.
CREATE FUNCTION tell_of_judgement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed "Judgement" := coalesce(NEW, OLD);
BEGIN
  PERFORM pg_notify('pages', 'Judgement ' || changed."dictionaryId" || '.' || changed."index");
  RETURN NULL;
END
$$;
CREATE TRIGGER tells_of_judgement AFTER INSERT OR DELETE ON "Judgement"
  FOR EACH ROW EXECUTE FUNCTION tell_of_judgement();
CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "Judgement"
  FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table();
CREATE TRIGGER tells_pages AFTER INSERT OR TRUNCATE ON "JudgementEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table();

-- Judgements of who is suspended are not counted.
CREATE FUNCTION tell_of_judge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('pages', 'Judgement ' || "dictionaryId" || '.' || "index") FROM "Judgement" WHERE "judgeId" = NEW.id;
  IF FOUND THEN
    PERFORM pg_notify('pages', 'Judgement');
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER tells_of_judge AFTER UPDATE OF "suspendedAt" ON "User"
  FOR EACH ROW WHEN ((OLD."suspendedAt" IS NULL) <> (NEW."suspendedAt" IS NULL)) EXECUTE FUNCTION tell_of_judge();
