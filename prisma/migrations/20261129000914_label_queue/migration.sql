-- CreateEnum
CREATE TYPE "QueueMarkKind" AS ENUM ('skip', 'flag');

-- AlterTable
ALTER TABLE "LabelEvent" ADD COLUMN     "sittingId" UUID;

-- CreateTable
CREATE TABLE "QueuedFeature" (
    "dictionaryId" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "fires" BOOLEAN NOT NULL DEFAULT false,
    "circuits" INTEGER NOT NULL DEFAULT 0,
    "input" "LabelState",
    "output" "LabelState",
    "weight" DOUBLE PRECISION NOT NULL DEFAULT -1,
    "visitId" UUID,
    "leasedUntil" TIMESTAMPTZ(3),

    CONSTRAINT "QueuedFeature_pkey" PRIMARY KEY ("dictionaryId","index")
);

-- CreateTable
CREATE TABLE "LabelSitting" (
    "id" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    "revertedAt" TIMESTAMPTZ(3),
    "reverterId" UUID,

    CONSTRAINT "LabelSitting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "QueueVisit" (
    "id" UUID NOT NULL,
    "sittingId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "dictionaryId" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "takenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "doneAt" TIMESTAMPTZ(3),

    CONSTRAINT "QueueVisit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "QueueMark" (
    "id" UUID NOT NULL,
    "sittingId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "dictionaryId" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "kind" "QueueMarkKind" NOT NULL,
    "reason" VARCHAR(20) NOT NULL,
    "words" VARCHAR(400),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "takenBackAt" TIMESTAMPTZ(3),

    CONSTRAINT "QueueMark_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "QueuedFeature_weight_dictionaryId_index_idx" ON "QueuedFeature"("weight" DESC, "dictionaryId", "index");

-- CreateIndex
CREATE INDEX "LabelSitting_memberId_id_idx" ON "LabelSitting"("memberId", "id" DESC);

-- CreateIndex
CREATE INDEX "QueueVisit_memberId_dictionaryId_index_idx" ON "QueueVisit"("memberId", "dictionaryId", "index");

-- CreateIndex
CREATE UNIQUE INDEX "QueueVisit_sittingId_dictionaryId_index_key" ON "QueueVisit"("sittingId", "dictionaryId", "index");

-- CreateIndex
CREATE INDEX "QueueMark_memberId_dictionaryId_index_idx" ON "QueueMark"("memberId", "dictionaryId", "index");

-- CreateIndex
CREATE INDEX "QueueMark_sittingId_id_idx" ON "QueueMark"("sittingId", "id");

-- CreateIndex
CREATE INDEX "QueueMark_kind_id_idx" ON "QueueMark"("kind", "id" DESC);

-- CreateIndex
CREATE INDEX "LabelEvent_sittingId_id_idx" ON "LabelEvent"("sittingId", "id");

-- AddForeignKey
ALTER TABLE "QueuedFeature" ADD CONSTRAINT "QueuedFeature_dictionaryId_fkey" FOREIGN KEY ("dictionaryId") REFERENCES "Dictionary"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LabelSitting" ADD CONSTRAINT "LabelSitting_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QueueVisit" ADD CONSTRAINT "QueueVisit_sittingId_fkey" FOREIGN KEY ("sittingId") REFERENCES "LabelSitting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QueueMark" ADD CONSTRAINT "QueueMark_sittingId_fkey" FOREIGN KEY ("sittingId") REFERENCES "LabelSitting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say.

ALTER TABLE "QueueMark" ADD CONSTRAINT "QueueMark_words_check" CHECK ("reason" <> 'other' OR "words" IS NOT NULL);

-- What comes first in the queue. A circuit more counts the less the more there are; what people disagree on comes before what nobody has
-- named, and that before what is only proposed. Among equals a number that says nothing of the feature keeps one dictionary from
-- standing before all of the next.
CREATE FUNCTION weigh_queued() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  contested boolean := NEW."input" IS NOT DISTINCT FROM 'contested' OR NEW."output" IS NOT DISTINCT FROM 'contested';
BEGIN
  NEW."weight" := CASE
    WHEN NOT NEW."fires" OR (NEW."input" IS NOT DISTINCT FROM 'supported' AND NOT contested) THEN -1
    ELSE ln(1 + NEW."circuits")
      + CASE WHEN contested THEN 3 WHEN NEW."input" IS NULL THEN 2 ELSE 1 END
      + (hashint4(NEW."index") & 1023) / 1024.0 * 0.05
  END;
  RETURN NEW;
END
$$;
CREATE TRIGGER weighs BEFORE INSERT OR UPDATE OF "fires", "circuits", "input", "output" ON "QueuedFeature"
  FOR EACH ROW EXECUTE FUNCTION weigh_queued();

-- Only what a corpus showed something of can be named, so only that has a row for whoever traces circuits to write to. Rows of several
-- features are written in the order of their keys, so that no two who do so wait for each other.
CREATE FUNCTION queue_shown_features() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "QueuedFeature" ("dictionaryId", "index", "fires", "circuits")
    SELECT s."dictionaryId", s."index", s."density" > 0, (
      SELECT count(DISTINCT c."circuitId")::int FROM "Feature" f JOIN "CircuitFeature" c ON c."featureId" = f.id
      WHERE f."dictionaryId" = s."dictionaryId" AND f."index" = s."index")
    FROM shown s ORDER BY 1, 2
  ON CONFLICT ("dictionaryId", "index") DO UPDATE SET "fires" = excluded."fires", "circuits" = excluded."circuits"
    WHERE ("QueuedFeature"."fires", "QueuedFeature"."circuits") <> (excluded."fires", excluded."circuits");
  RETURN NULL;
END
$$;
CREATE TRIGGER queues_shown AFTER INSERT ON "FeatureEvidence"
  REFERENCING NEW TABLE AS shown FOR EACH STATEMENT EXECUTE FUNCTION queue_shown_features();
CREATE TRIGGER queues_shown_again AFTER UPDATE ON "FeatureEvidence"
  REFERENCING NEW TABLE AS shown FOR EACH STATEMENT EXECUTE FUNCTION queue_shown_features();

CREATE FUNCTION count_circuits_of_queued() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH counted AS (
    SELECT f."dictionaryId", f."index", c.circuits
    FROM (SELECT "featureId", count(DISTINCT "circuitId")::int AS circuits FROM stored GROUP BY 1) c
    JOIN "Feature" f ON f.id = c."featureId"),
  held AS (
    SELECT q."dictionaryId", q."index", g.circuits FROM "QueuedFeature" q JOIN counted g USING ("dictionaryId", "index")
    ORDER BY 1, 2 FOR UPDATE OF q)
  UPDATE "QueuedFeature" q SET "circuits" = q."circuits" + held.circuits
    FROM held WHERE q."dictionaryId" = held."dictionaryId" AND q."index" = held."index";
  RETURN NULL;
END
$$;
CREATE TRIGGER counts_circuits AFTER INSERT ON "CircuitFeature"
  REFERENCING NEW TABLE AS stored FOR EACH STATEMENT EXECUTE FUNCTION count_circuits_of_queued();

CREATE FUNCTION uncount_circuits_of_queued() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH gone AS (
    SELECT f."dictionaryId", f."index", c.circuits
    FROM (SELECT "featureId", count(DISTINCT "circuitId")::int AS circuits FROM stored GROUP BY 1) c
    JOIN "Feature" f ON f.id = c."featureId"),
  held AS (
    SELECT q."dictionaryId", q."index", g.circuits FROM "QueuedFeature" q JOIN gone g USING ("dictionaryId", "index")
    ORDER BY 1, 2 FOR UPDATE OF q)
  UPDATE "QueuedFeature" q SET "circuits" = greatest(0, q."circuits" - held.circuits)
    FROM held WHERE q."dictionaryId" = held."dictionaryId" AND q."index" = held."index";
  RETURN NULL;
END
$$;
CREATE TRIGGER uncounts_circuits AFTER DELETE ON "CircuitFeature"
  REFERENCING OLD TABLE AS stored FOR EACH STATEMENT EXECUTE FUNCTION uncount_circuits_of_queued();

-- A side of which nothing leads and nothing is disputed has no proposals that stand.
CREATE FUNCTION tell_queue_of_naming() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  stands "LabelState" := CASE WHEN NEW."leaderId" IS NULL AND NEW."state" = 'proposed' THEN NULL ELSE NEW."state" END;
BEGIN
  IF NEW."side" = 'input' THEN
    INSERT INTO "QueuedFeature" AS q ("dictionaryId", "index", "input") VALUES (NEW."dictionaryId", NEW."index", stands)
    ON CONFLICT ("dictionaryId", "index") DO UPDATE SET "input" = stands WHERE q."input" IS DISTINCT FROM stands;
  ELSE
    INSERT INTO "QueuedFeature" AS q ("dictionaryId", "index", "output") VALUES (NEW."dictionaryId", NEW."index", stands)
    ON CONFLICT ("dictionaryId", "index") DO UPDATE SET "output" = stands WHERE q."output" IS DISTINCT FROM stands;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER tells_queue AFTER INSERT OR UPDATE OF "state", "leaderId" ON "Naming"
  FOR EACH ROW EXECUTE FUNCTION tell_queue_of_naming();

-- To which sitting an act on labels belongs: the actor's that is open and in which the queue showed them this feature. What undoes a
-- sitting belongs to none.
CREATE FUNCTION note_sitting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."actorId" IS NULL OR NEW."data" ? 'undoes' THEN
    RETURN NEW;
  END IF;
  NEW."sittingId" := (
    SELECT s.id FROM "Label" l
    JOIN "QueueVisit" v ON v."memberId" = NEW."actorId" AND v."dictionaryId" = l."dictionaryId" AND v."index" = l."index"
    JOIN "LabelSitting" s ON s.id = v."sittingId" AND s."endedAt" IS NULL AND s."seenAt" > now() - interval '30 minutes'
    WHERE l.id = NEW."labelId" ORDER BY s.id DESC LIMIT 1);
  RETURN NEW;
END
$$;
CREATE TRIGGER notes_sitting BEFORE INSERT ON "LabelEvent" FOR EACH ROW EXECUTE FUNCTION note_sitting();

-- What is there already.
INSERT INTO "QueuedFeature" ("dictionaryId", "index", "fires")
  SELECT "dictionaryId", "index", "density" > 0 FROM "FeatureEvidence";
UPDATE "QueuedFeature" q SET "circuits" = counted.circuits
  FROM (
    SELECT f."dictionaryId", f."index", count(DISTINCT c."circuitId")::int AS circuits
    FROM "CircuitFeature" c JOIN "Feature" f ON f.id = c."featureId" GROUP BY 1, 2) counted
  WHERE q."dictionaryId" = counted."dictionaryId" AND q."index" = counted."index";
UPDATE "Naming" SET "state" = "state";
