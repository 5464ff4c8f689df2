-- Words alike. It comes with PostgreSQL, and who owns a database may install it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateTable
CREATE TABLE "FindingWords" (
    "findingId" UUID NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL,
    "words" tsvector NOT NULL,

    CONSTRAINT "FindingWords_pkey" PRIMARY KEY ("findingId")
);

-- CreateTable
CREATE TABLE "SearchWord" (
    "word" TEXT NOT NULL,
    "near" TEXT[],

    CONSTRAINT "SearchWord_pkey" PRIMARY KEY ("word")
);

-- CreateIndex
CREATE INDEX "FindingWords_publishedAt_findingId_idx" ON "FindingWords"("publishedAt" DESC, "findingId" DESC);

-- CreateIndex
CREATE INDEX "FindingWords_words_idx" ON "FindingWords" USING GIN ("words");

-- CreateIndex
CREATE INDEX "SearchWord_near_idx" ON "SearchWord" USING GIN ("near");

-- CreateIndex
CREATE INDEX "SearchWord_word_idx" ON "SearchWord" USING GIN ("word" gin_trgm_ops);

-- AddForeignKey
ALTER TABLE "FindingWords" ADD CONSTRAINT "FindingWords_findingId_fkey" FOREIGN KEY ("findingId") REFERENCES "Finding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand from here on.

-- What a publication adds is found at once, and no query walks a list of what was not yet put in.
ALTER INDEX "FindingWords_words_idx" SET (fastupdate = off);

-- Scripts that put no spaces between words are read a character at a time, and a word of them as that many in a row.
CREATE FUNCTION search_text(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(t, '([ก-໿က-႟ក-៿぀-ヿ㐀-䶿一-鿿豈-﫿])', ' \1 ', 'g')
$$;

-- (array_to_string is called stable for the sake of other types than text.)
-- Words as stems of English, which `heads` and `head` share, and as they stand, for the beginnings of words and other languages.
CREATE FUNCTION search_words(title text, tags text[], body text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT setweight(to_tsvector('pg_catalog.english', search_text(title)), 'A')
    || setweight(to_tsvector('pg_catalog.simple', search_text(title)), 'A')
    || setweight(to_tsvector('pg_catalog.english', search_text(array_to_string(tags, ' . '))), 'B')
    || setweight(to_tsvector('pg_catalog.simple', search_text(array_to_string(tags, ' . '))), 'B')
    || setweight(to_tsvector('pg_catalog.english', search_text(body)), 'C')
    || setweight(to_tsvector('pg_catalog.simple', search_text(body)), 'C')
$$;

-- What is looked for: every term, a word or a phrase, and a word that begins like the last. Empty where that is nothing.
CREATE FUNCTION search_query(terms text[], begins text, stems boolean) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  term text;
  stemmed tsquery;
  plain tsquery;
  whole tsquery := ''::tsquery;
BEGIN
  FOREACH term IN ARRAY terms LOOP
    plain := phraseto_tsquery('pg_catalog.simple', search_text(term));
    stemmed := phraseto_tsquery('pg_catalog.english', search_text(term));
    -- A word that nearly every English text has says nothing by itself, unless names are looked for; in a phrase it does.
    CONTINUE WHEN stems AND numnode(stemmed) = 0 AND numnode(plain) = 1;
    whole := whole && CASE WHEN stems AND numnode(stemmed) = numnode(plain) THEN stemmed || plain ELSE plain END;
  END LOOP;
  IF begins IS NOT NULL THEN
    stemmed := plainto_tsquery('pg_catalog.english', begins);
    IF NOT stems OR numnode(stemmed) > 0 THEN
      whole := whole && ((CASE WHEN stems THEN stemmed ELSE ''::tsquery END)
        || to_tsquery('pg_catalog.simple', quote_literal(begins) || ':*'));
    END IF;
  END IF;
  RETURN whole;
END
$$;

-- A word, and it with each one of its characters left out. What is a slip away (one character more, less or another, or two
-- changed about) shares one of them, in every script; pg_trgm knows only the letters of the database's locale.
CREATE FUNCTION near_words(word text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT array_agg(DISTINCT near) FROM (
    SELECT word AS near UNION ALL
    SELECT overlay(word placing '' from n for 1) FROM generate_series(1, length(word)) AS n) AS words
$$;

-- Words that may be mistyped: letters alone, of a length at which a slip leaves something.
CREATE FUNCTION keep_search_words(words text[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO "SearchWord" (word, near)
    SELECT word, near_words(word) FROM (SELECT DISTINCT unnest(words) AS word) AS distinct_words
    WHERE length(word) BETWEEN 4 AND 24 AND word !~ '[[:digit:][:punct:][:space:]]'
      AND NOT EXISTS (SELECT 1 FROM "SearchWord" known WHERE known.word = distinct_words.word)
    ORDER BY word
    ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION keep_finding_words(finding uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "FindingWords" ("findingId", "publishedAt", words)
    SELECT id, "publishedAt", search_words(title, tags, body) FROM "Finding" WHERE id = finding AND "publishedAt" IS NOT NULL
    ON CONFLICT ("findingId") DO UPDATE SET "publishedAt" = excluded."publishedAt", words = excluded.words;
  IF NOT FOUND THEN
    DELETE FROM "FindingWords" WHERE "findingId" = finding;
    RETURN;
  END IF;
  PERFORM keep_search_words(tsvector_to_array(to_tsvector('pg_catalog.simple', title || ' ' || array_to_string(tags, ' ') || ' ' || body)))
    FROM "Finding" WHERE id = finding;
END
$$;

CREATE FUNCTION keep_words_of_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM keep_finding_words(NEW.id);
  RETURN NULL;
END
$$;
CREATE TRIGGER keeps_words_of_new AFTER INSERT ON "Finding"
  FOR EACH ROW WHEN (NEW."publishedAt" IS NOT NULL) EXECUTE FUNCTION keep_words_of_finding();
CREATE TRIGGER keeps_words AFTER UPDATE OF "publishedAt", title, tags, body ON "Finding"
  FOR EACH ROW WHEN (OLD."publishedAt" IS DISTINCT FROM NEW."publishedAt" OR NEW."publishedAt" IS NOT NULL)
  EXECUTE FUNCTION keep_words_of_finding();

-- The names of features are stored many at a time.
CREATE FUNCTION keep_words_of_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM keep_search_words(array_agg(DISTINCT word)) FROM (
    SELECT lower(unnest(regexp_split_to_array("standIn", '[[:space:][:punct:]]+'))) AS word FROM changed) AS words;
  RETURN NULL;
END
$$;
CREATE TRIGGER keeps_words AFTER INSERT ON "FeatureEvidence"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_words_of_names();
CREATE TRIGGER keeps_words_of_update AFTER UPDATE ON "FeatureEvidence"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_words_of_names();

-- What people are found by.
CREATE INDEX "User_words_idx" ON "User" USING GIN (to_tsvector('simple', handle || ' ' || coalesce(name, '')));

-- What stands already. At once, however much there is: the database may be filled by a site's own function.
CREATE FUNCTION fill_search() RETURNS void LANGUAGE sql AS $$
  INSERT INTO "FindingWords" ("findingId", "publishedAt", words)
    SELECT id, "publishedAt", search_words(title, tags, body) FROM "Finding" WHERE "publishedAt" IS NOT NULL
    ON CONFLICT ("findingId") DO UPDATE SET "publishedAt" = excluded."publishedAt", words = excluded.words;
  SELECT keep_search_words(array_agg(word)) FROM ts_stat(
    'SELECT to_tsvector(''simple'', title || '' '' || array_to_string(tags, '' '') || '' '' || body) FROM "Finding" WHERE "publishedAt" IS NOT NULL');
  SELECT keep_search_words(array_agg(DISTINCT word)) FROM (
    SELECT lower(unnest(regexp_split_to_array("standIn", '[[:space:][:punct:]]+'))) AS word FROM "FeatureEvidence") AS words;
$$;
SELECT fill_search();
