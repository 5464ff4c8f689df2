-- What counts in a project: judgements given blind, not taken back, of who is not suspended. Whatever makes room, one that waits counts.

-- Counts a feature that is held: those that count no more go, and members' that wait take their places, the oldest first.
CREATE OR REPLACE FUNCTION settle_project_feature(feature uuid, overlap int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  counted int;
BEGIN
  DELETE FROM "ProjectJudgement" c USING "Judgement" j LEFT JOIN "User" u ON u.id = j."judgeId"
    WHERE c."featureId" = feature AND j.id = c."judgementId"
      AND (j."takenBackAt" IS NOT NULL OR NOT j."isBlind" OR u."suspendedAt" IS NOT NULL);
  counted := (SELECT count(*) FROM "ProjectJudgement" WHERE "featureId" = feature);
  IF counted < overlap THEN
    INSERT INTO "ProjectJudgement" ("featureId", "judgementId")
      SELECT f.id, j.id FROM "ProjectFeature" f
      JOIN "Judgement" j ON j."dictionaryId" = f."dictionaryId" AND j."index" = f."index" AND j."takenBackAt" IS NULL AND j."isBlind"
      JOIN "ProjectMember" m ON m."projectId" = f."projectId" AND m."memberId" = j."judgeId"
      JOIN "User" u ON u.id = j."judgeId" AND u."suspendedAt" IS NULL
      WHERE f.id = feature AND NOT EXISTS (SELECT FROM "ProjectJudgement" c WHERE c."featureId" = f.id AND c."judgementId" = j.id)
      ORDER BY j.id LIMIT overlap - counted;
    counted := (SELECT count(*) FROM "ProjectJudgement" WHERE "featureId" = feature);
  END IF;
  UPDATE "ProjectFeature" f SET judged = counted,
      "isWanted" = counted < overlap AND (SELECT p."isShown" FROM "Project" p WHERE p.id = f."projectId"),
      "finishedAt" = coalesce(f."finishedAt", CASE WHEN counted >= overlap THEN clock_timestamp() END)
    WHERE f.id = feature;
END
$$;

-- Rows of projects' features are held in the order of dictionary, index and project by all who hold several; what the overlap is, is read
-- once they are held. Who is being suspended at this moment is waited for before.
CREATE OR REPLACE FUNCTION count_judgement_for_projects() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  feature record;
BEGIN
  FOR feature IN
    SELECT f.id, f."projectId" FROM "ProjectFeature" f
    WHERE f."dictionaryId" = NEW."dictionaryId" AND f."index" = NEW."index"
      AND (EXISTS (SELECT FROM "ProjectMember" m WHERE m."projectId" = f."projectId" AND m."memberId" = NEW."judgeId")
        OR EXISTS (SELECT FROM "ProjectJudgement" c WHERE c."featureId" = f.id AND c."judgementId" = NEW.id))
    ORDER BY f."projectId"
  LOOP
    PERFORM is_suspended(NEW."judgeId");
    PERFORM 1 FROM "ProjectFeature" f WHERE f.id = feature.id FOR UPDATE;
    PERFORM settle_project_feature(feature.id, (SELECT overlap FROM "Project" WHERE id = feature."projectId"));
  END LOOP;
  RETURN NULL;
END
$$;

-- Counts anew all that somebody judged, once they are suspended or no more. For who holds their row.
CREATE FUNCTION count_judgements_of(person uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  feature record;
BEGIN
  FOR feature IN
    SELECT f.id, f."projectId" FROM "Judgement" j
    JOIN "ProjectFeature" f ON f."dictionaryId" = j."dictionaryId" AND f."index" = j."index"
    WHERE j."judgeId" = person
      AND (EXISTS (SELECT FROM "ProjectMember" m WHERE m."projectId" = f."projectId" AND m."memberId" = person)
        OR EXISTS (SELECT FROM "ProjectJudgement" c WHERE c."featureId" = f.id AND c."judgementId" = j.id))
    ORDER BY f."dictionaryId", f."index", f."projectId"
  LOOP
    PERFORM 1 FROM "ProjectFeature" f WHERE f.id = feature.id FOR UPDATE;
    PERFORM settle_project_feature(feature.id, (SELECT overlap FROM "Project" WHERE id = feature."projectId"));
  END LOOP;
END
$$;

-- The same of a whole project: after somebody joined, features came, or the overlap changed. For who holds the project.
CREATE OR REPLACE FUNCTION settle_project(project uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  wanted int := (SELECT overlap FROM "Project" WHERE id = project);
BEGIN
  PERFORM 1 FROM "ProjectFeature" WHERE "projectId" = project ORDER BY "dictionaryId", "index" FOR UPDATE;
  DELETE FROM "ProjectJudgement" c USING "ProjectFeature" f, "Judgement" j LEFT JOIN "User" u ON u.id = j."judgeId"
    WHERE f."projectId" = project AND c."featureId" = f.id AND j.id = c."judgementId"
      AND (j."takenBackAt" IS NOT NULL OR NOT j."isBlind" OR u."suspendedAt" IS NOT NULL);
  WITH counted AS (
    SELECT f.id, f."dictionaryId", f."index", count(c."judgementId")::int AS judged FROM "ProjectFeature" f
    LEFT JOIN "ProjectJudgement" c ON c."featureId" = f.id WHERE f."projectId" = project GROUP BY 1)
  INSERT INTO "ProjectJudgement" ("featureId", "judgementId")
    SELECT waiting."featureId", waiting."judgementId" FROM (
      SELECT f.id AS "featureId", j.id AS "judgementId", f.judged,
        row_number() OVER (PARTITION BY f.id ORDER BY j.id) AS place
      FROM counted f
      JOIN "Judgement" j ON j."dictionaryId" = f."dictionaryId" AND j."index" = f."index" AND j."takenBackAt" IS NULL AND j."isBlind"
      JOIN "ProjectMember" m ON m."projectId" = project AND m."memberId" = j."judgeId"
      JOIN "User" u ON u.id = j."judgeId" AND u."suspendedAt" IS NULL
      WHERE f.judged < wanted
        AND NOT EXISTS (SELECT FROM "ProjectJudgement" c WHERE c."featureId" = f.id AND c."judgementId" = j.id)) waiting
    WHERE waiting.judged + waiting.place <= wanted;
  WITH counted AS (
    SELECT f.id, count(c."judgementId")::int AS judged FROM "ProjectFeature" f
    LEFT JOIN "ProjectJudgement" c ON c."featureId" = f.id WHERE f."projectId" = project GROUP BY 1)
  UPDATE "ProjectFeature" f SET judged = c.judged, "isWanted" = c.judged < wanted AND p."isShown",
      "finishedAt" = coalesce(f."finishedAt", CASE WHEN c.judged >= wanted THEN clock_timestamp() END)
    FROM counted c, "Project" p
    WHERE f.id = c.id AND p.id = project
      AND ((f.judged, f."isWanted") IS DISTINCT FROM (c.judged, c.judged < wanted AND p."isShown")
        OR (c.judged >= wanted AND f."finishedAt" IS NULL));
  UPDATE "Project" p SET size = (SELECT count(*) FROM "ProjectFeature" f WHERE f."projectId" = project)
    WHERE p.id = project AND p.size <> (SELECT count(*) FROM "ProjectFeature" f WHERE f."projectId" = project);
END
$$;

-- A project without an owner is led by who has been in it longest and is not suspended; where all are, by the first whose suspension ends.
-- One that nobody is in any more is deleted: a tombstone stays at its address.
CREATE FUNCTION lead_project(project uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "Project" WHERE id = project AND "deletedAt" IS NULL FOR UPDATE;
  IF NOT FOUND OR EXISTS (SELECT FROM "ProjectMember" WHERE "projectId" = project AND role = 'owner') THEN
    RETURN;
  END IF;
  UPDATE "ProjectMember" SET role = 'owner' WHERE "projectId" = project AND "memberId" = (
    SELECT m."memberId" FROM "ProjectMember" m JOIN "User" u ON u.id = m."memberId" AND u."suspendedAt" IS NULL
    WHERE m."projectId" = project ORDER BY m."joinedAt", m."memberId" LIMIT 1);
  IF EXISTS (SELECT FROM "ProjectMember" WHERE "projectId" = project) THEN
    RETURN;
  END IF;
  UPDATE "Project" SET "deletedAt" = now(), "updatedAt" = now(), goal = '', guidelines = '', "writeUp" = '[]' WHERE id = project;
  DELETE FROM "ProjectInvitation" WHERE "projectId" = project;
  DELETE FROM "ProjectFeature" WHERE "projectId" = project;
  UPDATE "Project" SET size = 0 WHERE id = project;
END
$$;
CREATE OR REPLACE FUNCTION keep_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Of members who leave one after the other nothing is held: as a rule there is an owner.
  IF OLD.role = 'owner' OR NOT EXISTS (SELECT FROM "ProjectMember" WHERE "projectId" = OLD."projectId" AND role = 'owner') THEN
    PERFORM lead_project(OLD."projectId");
  END IF;
  RETURN NULL;
END
$$;
DROP TRIGGER keeps_an_owner ON "ProjectMember";
CREATE TRIGGER keeps_an_owner AFTER DELETE ON "ProjectMember" FOR EACH ROW EXECUTE FUNCTION keep_an_owner();

-- Has so many more, or fewer, ask for features: in the order of their keys, as all who write to several of the queue. Features of
-- dictionaries that are gone are asked for by nobody.
CREATE OR REPLACE FUNCTION ask_for_features(dictionaries uuid[], indices int[], more int[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "QueuedFeature" ("dictionaryId", "index")
    SELECT a.dictionary, a.at FROM unnest(dictionaries, indices, more) a(dictionary, at, by)
    WHERE EXISTS (SELECT FROM "Dictionary" d WHERE d.id = a.dictionary)
    GROUP BY 1, 2 HAVING sum(a.by) > 0 ORDER BY 1, 2
  ON CONFLICT DO NOTHING;
  WITH changes AS MATERIALIZED (
    SELECT a.dictionary, a.at, sum(a.by)::int AS by FROM unnest(dictionaries, indices, more) a(dictionary, at, by)
    GROUP BY 1, 2 HAVING sum(a.by) <> 0),
  held AS (
    SELECT q."dictionaryId", q."index", c.by FROM "QueuedFeature" q JOIN changes c ON q."dictionaryId" = c.dictionary AND q."index" = c.at
    ORDER BY 1, 2 FOR UPDATE OF q)
  UPDATE "QueuedFeature" q SET "asked" = greatest(0, q."asked" + held.by)
    FROM held WHERE q."dictionaryId" = held."dictionaryId" AND q."index" = held."index";
END
$$;

-- What stands already.
SELECT settle_project(id) FROM "Project" WHERE "deletedAt" IS NULL ORDER BY id;
SELECT lead_project(id) FROM "Project" WHERE "deletedAt" IS NULL ORDER BY id;
