-- CreateEnum
CREATE TYPE "ProjectRole" AS ENUM ('owner', 'member');

-- AlterTable
ALTER TABLE "Judgement" ADD COLUMN     "isBlind" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "QueuedFeature" ADD COLUMN     "asked" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "Project" (
    "id" UUID NOT NULL,
    "slug" VARCHAR(60) NOT NULL,
    "creatorId" UUID NOT NULL,
    "title" VARCHAR(160) NOT NULL,
    "goal" VARCHAR(300) NOT NULL DEFAULT '',
    "guidelines" TEXT NOT NULL DEFAULT '',
    "writeUp" JSONB NOT NULL DEFAULT '[]',
    "overlap" SMALLINT NOT NULL DEFAULT 3,
    "isOpen" BOOLEAN NOT NULL DEFAULT true,
    "size" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "hiddenAt" TIMESTAMPTZ(3),
    "lockedAt" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),
    "isShown" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "Project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProjectFeature" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "dictionaryId" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "judged" INTEGER NOT NULL DEFAULT 0,
    "isWanted" BOOLEAN NOT NULL DEFAULT false,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ProjectFeature_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProjectJudgement" (
    "featureId" UUID NOT NULL,
    "judgementId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ProjectJudgement_pkey" PRIMARY KEY ("featureId","judgementId")
);

-- CreateTable
CREATE TABLE "ProjectMember" (
    "projectId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "role" "ProjectRole" NOT NULL,
    "joinedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ProjectMember_pkey" PRIMARY KEY ("projectId","memberId")
);

-- CreateTable
CREATE TABLE "ProjectInvitation" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "role" "ProjectRole" NOT NULL,
    "inviteeId" UUID,
    "secretHash" BYTEA,
    "left" INTEGER NOT NULL DEFAULT 1,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProjectInvitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProjectExport" (
    "projectId" UUID NOT NULL,
    "readerId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ProjectExport_pkey" PRIMARY KEY ("projectId","readerId")
);

-- CreateIndex
CREATE UNIQUE INDEX "Project_slug_key" ON "Project"("slug");

-- CreateIndex
CREATE INDEX "Project_isShown_id_idx" ON "Project"("isShown", "id" DESC);

-- CreateIndex
CREATE INDEX "Project_creatorId_id_idx" ON "Project"("creatorId", "id" DESC);

-- CreateIndex
CREATE INDEX "ProjectFeature_projectId_isWanted_judged_id_idx" ON "ProjectFeature"("projectId", "isWanted", "judged" DESC, "id");

-- CreateIndex
CREATE INDEX "ProjectFeature_projectId_id_idx" ON "ProjectFeature"("projectId", "id");

-- CreateIndex
CREATE INDEX "ProjectFeature_dictionaryId_index_idx" ON "ProjectFeature"("dictionaryId", "index");

-- CreateIndex
CREATE UNIQUE INDEX "ProjectFeature_projectId_dictionaryId_index_key" ON "ProjectFeature"("projectId", "dictionaryId", "index");

-- CreateIndex
CREATE INDEX "ProjectJudgement_judgementId_idx" ON "ProjectJudgement"("judgementId");

-- CreateIndex
CREATE INDEX "ProjectMember_memberId_projectId_idx" ON "ProjectMember"("memberId", "projectId");

-- CreateIndex
CREATE UNIQUE INDEX "ProjectInvitation_secretHash_key" ON "ProjectInvitation"("secretHash");

-- CreateIndex
CREATE INDEX "ProjectInvitation_inviteeId_idx" ON "ProjectInvitation"("inviteeId");

-- CreateIndex
CREATE INDEX "ProjectInvitation_createdById_idx" ON "ProjectInvitation"("createdById");

-- CreateIndex
CREATE UNIQUE INDEX "ProjectInvitation_projectId_inviteeId_key" ON "ProjectInvitation"("projectId", "inviteeId");

-- CreateIndex
CREATE INDEX "ProjectExport_readerId_idx" ON "ProjectExport"("readerId");

-- AddForeignKey
ALTER TABLE "Project" ADD CONSTRAINT "Project_creatorId_fkey" FOREIGN KEY ("creatorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProjectFeature" ADD CONSTRAINT "ProjectFeature_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProjectFeature" ADD CONSTRAINT "ProjectFeature_dictionaryId_fkey" FOREIGN KEY ("dictionaryId") REFERENCES "Dictionary"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProjectJudgement" ADD CONSTRAINT "ProjectJudgement_featureId_fkey" FOREIGN KEY ("featureId") REFERENCES "ProjectFeature"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProjectJudgement" ADD CONSTRAINT "ProjectJudgement_judgementId_fkey" FOREIGN KEY ("judgementId") REFERENCES "Judgement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProjectMember" ADD CONSTRAINT "ProjectMember_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProjectMember" ADD CONSTRAINT "ProjectMember_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProjectInvitation" ADD CONSTRAINT "ProjectInvitation_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProjectInvitation" ADD CONSTRAINT "ProjectInvitation_inviteeId_fkey" FOREIGN KEY ("inviteeId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProjectInvitation" ADD CONSTRAINT "ProjectInvitation_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProjectExport" ADD CONSTRAINT "ProjectExport_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProjectExport" ADD CONSTRAINT "ProjectExport_readerId_fkey" FOREIGN KEY ("readerId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say.
ALTER TABLE "Project" ADD CONSTRAINT "Project_bounds_check" CHECK (overlap BETWEEN 1 AND 20 AND size BETWEEN 0 AND 5000);
ALTER TABLE "Project" ADD CONSTRAINT "Project_slug_check" CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$');
ALTER TABLE "ProjectFeature" ADD CONSTRAINT "ProjectFeature_judged_check" CHECK (judged >= 0);
ALTER TABLE "ProjectInvitation" ADD CONSTRAINT "ProjectInvitation_for_check"
  CHECK (("inviteeId" IS NULL) <> ("secretHash" IS NULL) AND "left" BETWEEN 0 AND 200);

-- As what else is hidden (the migration `moderation`).
CREATE FUNCTION keep_project_aside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."isShown" := NEW."hiddenAt" IS NULL AND NEW."deletedAt" IS NULL AND NOT is_suspended(NEW."creatorId");
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_aside BEFORE INSERT OR UPDATE OF "isShown", "hiddenAt", "deletedAt" ON "Project"
  FOR EACH ROW EXECUTE FUNCTION keep_project_aside();

-- What asks for a feature weighs as half a circuit and more, and less than that people disagree. Projects ask here; what else asks for
-- features, such as who watches them, calls `ask_for_features` in the transaction in which it begins or ends to ask.
CREATE OR REPLACE FUNCTION weigh_queued() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  contested boolean := NEW."input" IS NOT DISTINCT FROM 'contested' OR NEW."output" IS NOT DISTINCT FROM 'contested';
BEGIN
  NEW."weight" := CASE
    WHEN NOT NEW."fires" OR (NEW."input" IS NOT DISTINCT FROM 'supported' AND NOT contested) THEN -1
    ELSE ln(1 + NEW."circuits")
      + ln(1 + NEW."asked")
      + CASE WHEN contested THEN 3 WHEN NEW."input" IS NULL THEN 2 ELSE 1 END
      + (hashint4(NEW."index") & 1023) / 1024.0 * 0.05
  END;
  RETURN NEW;
END
$$;
DROP TRIGGER weighs ON "QueuedFeature";
CREATE TRIGGER weighs BEFORE INSERT OR UPDATE OF "fires", "circuits", "input", "output", "asked" ON "QueuedFeature"
  FOR EACH ROW EXECUTE FUNCTION weigh_queued();

-- Has so many more, or fewer, ask for features: in the order of their keys, as all who write to several of the queue.
CREATE FUNCTION ask_for_features(dictionaries uuid[], indices int[], more int[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "QueuedFeature" AS q ("dictionaryId", "index", "asked")
    SELECT a.dictionary, a.at, greatest(0, sum(a.by)::int) FROM unnest(dictionaries, indices, more) a(dictionary, at, by)
    GROUP BY 1, 2 HAVING sum(a.by) <> 0 ORDER BY 1, 2
  ON CONFLICT ("dictionaryId", "index") DO UPDATE SET "asked" = greatest(0, q."asked" + (
    SELECT sum(a.by)::int FROM unnest(dictionaries, indices, more) a(dictionary, at, by)
    WHERE a.dictionary = q."dictionaryId" AND a.at = q."index"));
END
$$;

CREATE FUNCTION ask_for_wanted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM ask_for_features(array_agg("dictionaryId"), array_agg("index"), array_agg(1))
      FROM new_rows WHERE "isWanted" HAVING count(*) > 0;
    -- Each waits in the queue of its project, whatever a corpus showed of it.
    INSERT INTO "QueuedFeature" ("dictionaryId", "index")
      SELECT DISTINCT "dictionaryId", "index" FROM new_rows WHERE NOT "isWanted" ORDER BY 1, 2
      ON CONFLICT DO NOTHING;
  ELSIF TG_OP = 'DELETE' THEN
    PERFORM ask_for_features(array_agg("dictionaryId"), array_agg("index"), array_agg(-1))
      FROM old_rows WHERE "isWanted" HAVING count(*) > 0;
  ELSE
    PERFORM ask_for_features(array_agg(n."dictionaryId"), array_agg(n."index"), array_agg(CASE WHEN n."isWanted" THEN 1 ELSE -1 END))
      FROM new_rows n JOIN old_rows o USING (id) WHERE n."isWanted" <> o."isWanted" HAVING count(*) > 0;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER asks_when_added AFTER INSERT ON "ProjectFeature"
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION ask_for_wanted();
CREATE TRIGGER asks_when_changed AFTER UPDATE ON "ProjectFeature"
  REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION ask_for_wanted();
CREATE TRIGGER asks_no_more AFTER DELETE ON "ProjectFeature"
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION ask_for_wanted();

-- Who took along what others judged of a feature does not judge it blind.
CREATE FUNCTION note_blindness() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."isBlind" := NEW."judgeId" IS NULL OR NOT EXISTS (
    SELECT FROM "ProjectExport" e JOIN "ProjectFeature" f ON f."projectId" = e."projectId"
    WHERE e."readerId" = NEW."judgeId" AND f."dictionaryId" = NEW."dictionaryId" AND f."index" = NEW."index"
      AND f."finishedAt" <= e.at);
  RETURN NEW;
END
$$;
CREATE TRIGGER notes_blindness BEFORE INSERT ON "Judgement" FOR EACH ROW EXECUTE FUNCTION note_blindness();

-- A member's judgement counts in each project that wants one more of the feature, in the transaction that stores it. Rows of projects'
-- features are held in the order of dictionary, index and project by all who hold several; what the overlap is, is read once they are held.
CREATE FUNCTION count_judgement_for_projects() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  feature record;
  wanted int;
BEGIN
  FOR feature IN
    SELECT f.id, f."projectId" FROM "ProjectFeature" f
    WHERE f."dictionaryId" = NEW."dictionaryId" AND f."index" = NEW."index"
      AND (EXISTS (SELECT FROM "ProjectMember" m WHERE m."projectId" = f."projectId" AND m."memberId" = NEW."judgeId")
        OR EXISTS (SELECT FROM "ProjectJudgement" c WHERE c."featureId" = f.id AND c."judgementId" = NEW.id))
    ORDER BY f."projectId"
  LOOP
    PERFORM 1 FROM "ProjectFeature" f WHERE f.id = feature.id FOR UPDATE;
    SELECT overlap INTO wanted FROM "Project" WHERE id = feature."projectId";
    IF NEW."takenBackAt" IS NOT NULL OR NOT NEW."isBlind" THEN
      DELETE FROM "ProjectJudgement" WHERE "featureId" = feature.id AND "judgementId" = NEW.id;
    ELSE
      INSERT INTO "ProjectJudgement" ("featureId", "judgementId")
        SELECT f.id, NEW.id FROM "ProjectFeature" f WHERE f.id = feature.id AND f.judged < wanted
        ON CONFLICT DO NOTHING;
    END IF;
    PERFORM settle_project_feature(feature.id, wanted);
  END LOOP;
  RETURN NULL;
END
$$;

-- Counts a feature that is held.
CREATE FUNCTION settle_project_feature(feature uuid, overlap int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  counted int := (SELECT count(*) FROM "ProjectJudgement" WHERE "featureId" = feature);
BEGIN
  UPDATE "ProjectFeature" f SET judged = counted,
      "isWanted" = counted < overlap AND (SELECT p."isShown" FROM "Project" p WHERE p.id = f."projectId"),
      "finishedAt" = coalesce(f."finishedAt", CASE WHEN counted >= overlap THEN clock_timestamp() END)
    WHERE f.id = feature;
END
$$;
CREATE TRIGGER counts_for_projects AFTER INSERT OR UPDATE OF "takenBackAt" ON "Judgement"
  FOR EACH ROW EXECUTE FUNCTION count_judgement_for_projects();

-- Counts what is there already: after somebody joined, features came, or the overlap changed. For who holds the project.
CREATE FUNCTION settle_project(project uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  wanted int := (SELECT overlap FROM "Project" WHERE id = project);
BEGIN
  PERFORM 1 FROM "ProjectFeature" WHERE "projectId" = project ORDER BY "dictionaryId", "index" FOR UPDATE;
  INSERT INTO "ProjectJudgement" ("featureId", "judgementId")
    SELECT waiting."featureId", waiting."judgementId" FROM (
      SELECT f.id AS "featureId", j.id AS "judgementId", f.judged,
        row_number() OVER (PARTITION BY f.id ORDER BY j.id) AS place
      FROM "ProjectFeature" f
      JOIN "Judgement" j ON j."dictionaryId" = f."dictionaryId" AND j."index" = f."index" AND j."takenBackAt" IS NULL AND j."isBlind"
      JOIN "ProjectMember" m ON m."projectId" = f."projectId" AND m."memberId" = j."judgeId"
      WHERE f."projectId" = project AND f.judged < wanted
        AND NOT EXISTS (SELECT FROM "ProjectJudgement" c WHERE c."featureId" = f.id AND c."judgementId" = j.id)) waiting
    WHERE waiting.judged + waiting.place <= wanted;
  WITH counted AS (
    SELECT f.id, count(c."judgementId")::int AS judged FROM "ProjectFeature" f
    LEFT JOIN "ProjectJudgement" c ON c."featureId" = f.id WHERE f."projectId" = project GROUP BY 1)
  UPDATE "ProjectFeature" f SET judged = c.judged, "isWanted" = c.judged < wanted AND p."isShown",
      "finishedAt" = coalesce(f."finishedAt", CASE WHEN c.judged >= wanted THEN clock_timestamp() END)
    FROM counted c, "Project" p
    WHERE f.id = c.id AND p.id = project
      AND (f.judged, f."isWanted") IS DISTINCT FROM (c.judged, c.judged < wanted AND p."isShown");
  UPDATE "Project" p SET size = (SELECT count(*) FROM "ProjectFeature" f WHERE f."projectId" = project)
    WHERE p.id = project AND p.size <> (SELECT count(*) FROM "ProjectFeature" f WHERE f."projectId" = project);
END
$$;
CREATE FUNCTION settle_changed_project() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM settle_project(NEW.id);
  RETURN NULL;
END
$$;
CREATE TRIGGER settles_features AFTER UPDATE OF "overlap", "isShown", "hiddenAt", "deletedAt" ON "Project"
  FOR EACH ROW WHEN (OLD.overlap <> NEW.overlap OR OLD."isShown" <> NEW."isShown") EXECUTE FUNCTION settle_changed_project();

-- A project whose last owner's account goes is led by who has been in it longest.
CREATE FUNCTION keep_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "Project" WHERE id = OLD."projectId" FOR UPDATE;
  IF NOT FOUND OR EXISTS (SELECT FROM "ProjectMember" WHERE "projectId" = OLD."projectId" AND role = 'owner') THEN
    RETURN NULL;
  END IF;
  UPDATE "ProjectMember" SET role = 'owner' WHERE "projectId" = OLD."projectId" AND "memberId" = (
    SELECT "memberId" FROM "ProjectMember" WHERE "projectId" = OLD."projectId" ORDER BY "joinedAt", "memberId" LIMIT 1);
  RETURN NULL;
END
$$;
CREATE TRIGGER keeps_an_owner AFTER DELETE ON "ProjectMember"
  FOR EACH ROW WHEN (OLD.role = 'owner') EXECUTE FUNCTION keep_an_owner();

-- As in the migration `changes_of_pages`.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['Project', 'ProjectFeature', 'ProjectJudgement', 'ProjectMember'] LOOP
    EXECUTE format(
      'CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I
        FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table()', name);
  END LOOP;
END
$$;

-- A feature's page says in which projects it is, and is not made anew for every judgement of others.
CREATE FUNCTION tell_of_project_feature() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed "ProjectFeature" := coalesce(NEW, OLD);
BEGIN
  PERFORM pg_notify('pages', 'ProjectFeature ' || changed."dictionaryId" || '.' || changed."index");
  RETURN NULL;
END
$$;
CREATE TRIGGER tells_of_project_feature AFTER INSERT OR UPDATE OR DELETE ON "ProjectFeature"
  FOR EACH ROW EXECUTE FUNCTION tell_of_project_feature();
