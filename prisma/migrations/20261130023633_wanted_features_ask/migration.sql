-- AlterTable
ALTER TABLE "WantedItem" ADD COLUMN     "dictionaryId" UUID,
ADD COLUMN     "index" INTEGER;

-- By hand: what Prisma's schema language cannot say.

UPDATE "WantedItem" w SET "dictionaryId" = d.id, "index" = split_part(w."feature", '/', 6)::int
  FROM "Dictionary" d JOIN "DictionarySet" s ON s.id = d."setId" JOIN "Model" m ON m.id = s."modelId"
  WHERE w."feature" <> '' AND m."name" = split_part(w."feature", '/', 3)
    AND split_part(w."feature", '/', 4) = CASE WHEN s."name" = s."kind"::text THEN s."name" ELSE s."kind"::text || '.' || s."name" END
    AND d."layer" = split_part(w."feature", '/', 5)::int;

-- Whoever wants a feature explained asks for it in the queue, as projects and watchers do: each vote once, while the wish is shown. A
-- bounty that answers a wish is asked for by it.
CREATE FUNCTION asking_votes(w "WantedItem") RETURNS int LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN w."isShown" AND w."dictionaryId" IS NOT NULL THEN w.votes ELSE 0 END
$$;

CREATE FUNCTION ask_for_wishes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM ask_for_features(array_agg(n."dictionaryId"), array_agg(n."index"), array_agg(asking_votes(n)))
      FROM new_rows n WHERE asking_votes(n) <> 0 HAVING count(*) > 0;
  ELSIF TG_OP = 'DELETE' THEN
    PERFORM ask_for_features(array_agg(o."dictionaryId"), array_agg(o."index"), array_agg(-asking_votes(o)))
      FROM old_rows o WHERE asking_votes(o) <> 0 HAVING count(*) > 0;
  ELSE
    PERFORM ask_for_features(array_agg(n."dictionaryId"), array_agg(n."index"), array_agg(asking_votes(n) - asking_votes(o)))
      FROM new_rows n JOIN old_rows o USING (id) WHERE asking_votes(n) <> asking_votes(o) HAVING count(*) > 0;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER asks_when_added AFTER INSERT ON "WantedItem"
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION ask_for_wishes();
CREATE TRIGGER asks_when_changed AFTER UPDATE ON "WantedItem"
  REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION ask_for_wishes();
CREATE TRIGGER asks_no_more AFTER DELETE ON "WantedItem"
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION ask_for_wishes();

-- Those that stand already.
SELECT ask_for_features(array_agg(w."dictionaryId"), array_agg(w."index"), array_agg(asking_votes(w)))
  FROM "WantedItem" w WHERE asking_votes(w) <> 0 HAVING count(*) > 0;
