-- Who watches a feature asks for it in the queue, as projects do. A dictionary that is gone asks for nothing any more.
CREATE FUNCTION watched_feature(id text) RETURNS TABLE (dictionary uuid, at int) LANGUAGE sql STABLE AS $$
  SELECT d.id, split_part(watched_feature.id, '.', 2)::int FROM "Dictionary" d
  WHERE d.id = split_part(watched_feature.id, '.', 1)::uuid
$$;

CREATE FUNCTION ask_for_watched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM ask_for_features(array_agg(f.dictionary), array_agg(f.at), array_agg(1))
      FROM new_rows n, watched_feature(n."subjectId") f
      WHERE n."subjectKind" = 'feature' AND n."isOn" HAVING count(*) > 0;
  ELSIF TG_OP = 'DELETE' THEN
    PERFORM ask_for_features(array_agg(f.dictionary), array_agg(f.at), array_agg(-1))
      FROM old_rows o, watched_feature(o."subjectId") f
      WHERE o."subjectKind" = 'feature' AND o."isOn" HAVING count(*) > 0;
  ELSE
    PERFORM ask_for_features(array_agg(f.dictionary), array_agg(f.at), array_agg(CASE WHEN n."isOn" THEN 1 ELSE -1 END))
      FROM new_rows n JOIN old_rows o USING ("memberId", "subjectKind", "subjectId"), watched_feature("subjectId") f
      WHERE "subjectKind" = 'feature' AND n."isOn" <> o."isOn" HAVING count(*) > 0;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER asks_when_added AFTER INSERT ON "Watch"
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION ask_for_watched();
CREATE TRIGGER asks_when_changed AFTER UPDATE ON "Watch"
  REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION ask_for_watched();
CREATE TRIGGER asks_no_more AFTER DELETE ON "Watch"
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION ask_for_watched();

-- Those who watch something already.
SELECT ask_for_features(array_agg(f.dictionary), array_agg(f.at), array_agg(1))
  FROM "Watch" w, watched_feature(w."subjectId") f WHERE w."subjectKind" = 'feature' AND w."isOn" HAVING count(*) > 0;
