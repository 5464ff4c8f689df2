-- Whoever keeps words holds this together with all others who do, until the commit: no word goes that one of them found known.
CREATE OR REPLACE FUNCTION keep_search_words(words text[]) RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock_shared(1128, 2);
  INSERT INTO "SearchWord" (word, near)
    SELECT word, near_words(word) FROM (SELECT DISTINCT unnest(words) AS word) AS distinct_words
    WHERE length(word) BETWEEN 4 AND 24 AND word !~ '[[:digit:][:punct:][:space:]]'
      AND NOT EXISTS (SELECT 1 FROM "SearchWord" known WHERE known.word = distinct_words.word)
    ORDER BY word
    ON CONFLICT DO NOTHING
$$;

-- Lets go of the next words in their order that no published finding, no name and no label has, of so many that it looks at. Returns the
-- last that it looked at, empty at the end; where it began if somebody is keeping words for longer than they may be made to wait.
CREATE FUNCTION tidy_search_words(after text, most integer) RETURNS text LANGUAGE plpgsql
  -- Each word by its index: how many have it is not known beforehand.
  SET enable_seqscan = off SET lock_timeout = '200ms' AS $$
DECLARE
  looked text[];
BEGIN
  SELECT array_agg(word ORDER BY word) INTO looked
    FROM (SELECT word FROM "SearchWord" WHERE word > after ORDER BY word LIMIT most) AS next;
  IF looked IS NULL THEN RETURN ''; END IF;
  PERFORM pg_advisory_xact_lock(1128, 2);
  DELETE FROM "SearchWord" w WHERE w.word = ANY (looked)
    AND NOT EXISTS (SELECT 1 FROM "FindingWords" f WHERE f.words @@ search_query(ARRAY[w.word], NULL, false))
    AND NOT EXISTS (SELECT 1 FROM "FeatureEvidence" e
      WHERE to_tsvector('simple', e."standIn") @@ search_query(ARRAY[w.word], NULL, false))
    AND NOT EXISTS (SELECT 1 FROM "Naming" n
      WHERE to_tsvector('simple', coalesce(n."text", '')) @@ search_query(ARRAY[w.word], NULL, false));
  RETURN looked[cardinality(looked)];
EXCEPTION WHEN lock_not_available THEN
  RETURN after;
END
$$;

-- Labels are found by their words, and so by mistyped ones.
CREATE FUNCTION keep_words_of_label() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM keep_search_words(tsvector_to_array(to_tsvector('pg_catalog.simple', NEW."text")));
  RETURN NULL;
END
$$;
CREATE TRIGGER keeps_words AFTER INSERT OR UPDATE OF "text" ON "Naming"
  FOR EACH ROW WHEN (NEW."text" IS NOT NULL) EXECUTE FUNCTION keep_words_of_label();
SELECT keep_search_words(tsvector_to_array(to_tsvector('pg_catalog.simple', string_agg("text", ' '))))
  FROM "Naming" WHERE "text" IS NOT NULL GROUP BY "dictionaryId";
