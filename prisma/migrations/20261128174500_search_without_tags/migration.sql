-- A finding whose tags were never written has words all the same: nothing in the search may keep it from being published.
CREATE OR REPLACE FUNCTION search_words(title text, tags text[], body text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT setweight(to_tsvector('pg_catalog.english', search_text(title)), 'A')
    || setweight(to_tsvector('pg_catalog.simple', search_text(title)), 'A')
    || setweight(to_tsvector('pg_catalog.english', search_text(coalesce(array_to_string(tags, ' . '), ''))), 'B')
    || setweight(to_tsvector('pg_catalog.simple', search_text(coalesce(array_to_string(tags, ' . '), ''))), 'B')
    || setweight(to_tsvector('pg_catalog.english', search_text(body)), 'C')
    || setweight(to_tsvector('pg_catalog.simple', search_text(body)), 'C')
$$;

CREATE OR REPLACE FUNCTION keep_finding_words(finding uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "FindingWords" ("findingId", "publishedAt", words)
    SELECT id, "publishedAt", search_words(title, tags, body) FROM "Finding" WHERE id = finding AND "publishedAt" IS NOT NULL
    ON CONFLICT ("findingId") DO UPDATE SET "publishedAt" = excluded."publishedAt", words = excluded.words;
  IF NOT FOUND THEN
    DELETE FROM "FindingWords" WHERE "findingId" = finding;
    RETURN;
  END IF;
  PERFORM keep_search_words(tsvector_to_array(to_tsvector('pg_catalog.simple',
      title || ' ' || coalesce(array_to_string(tags, ' '), '') || ' ' || body)))
    FROM "Finding" WHERE id = finding;
END
$$;
