-- By hand: what Prisma's schema language cannot say. Whoever keeps pages (scripts/kept-pages) listens on `pages` and is told
-- what changed: a table by its name, or one row of it (`Run 0192…`), once a transaction. Which tables tell is read from the
-- names of these triggers, so a page that shows a table without one is never kept.

CREATE FUNCTION tell_pages_of_table() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('pages', TG_TABLE_NAME);
  RETURN NULL;
END
$$;

-- Called with pairs: what a row is of, and the column that says of which.
CREATE FUNCTION tell_pages_of_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_which text;
BEGIN
  PERFORM pg_notify('pages', TG_TABLE_NAME);
  FOR pair IN 0 .. TG_NARGS / 2 - 1 LOOP
    IF TG_OP = 'DELETE' THEN
      EXECUTE format('SELECT ($1).%I::text', TG_ARGV[2 * pair + 1]) INTO of_which USING OLD;
    ELSE
      EXECUTE format('SELECT ($1).%I::text', TG_ARGV[2 * pair + 1]) INTO of_which USING NEW;
    END IF;
    PERFORM pg_notify('pages', TG_ARGV[2 * pair] || ' ' || of_which);
  END LOOP;
  RETURN NULL;
END
$$;

-- A circuit has thousands of these: a notification names many features, as many as its 8,000 bytes surely hold.
CREATE FUNCTION tell_pages_of_features() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('pages', TG_TABLE_NAME);
  PERFORM pg_notify('pages', 'Feature ' || string_agg("featureId"::text, ','))
    FROM (SELECT "featureId", row_number() OVER () / 350 AS part
      FROM (SELECT DISTINCT "featureId" FROM changed) AS features) AS parts
    GROUP BY part;
  RETURN NULL;
END
$$;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'Assembly', 'CorpusWindow', 'Dictionary', 'DictionaryQuality', 'DictionarySet', 'Feature', 'FeatureEvidence',
    'FeatureIndex', 'Finding', 'FindingRevision', 'IndexSet', 'Model', 'RunSet', 'User', 'Vocabulary'
  ] LOOP
    EXECUTE format(
      'CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I
        FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table()', name);
  END LOOP;
END
$$;

-- That it was read (lib/unread) is not shown, nor that a job or a worker is still alive.
CREATE TRIGGER tells_pages AFTER INSERT OR DELETE ON "Run"
  FOR EACH ROW EXECUTE FUNCTION tell_pages_of_row('Run', 'id');
CREATE TRIGGER tells_pages_of_update AFTER UPDATE ON "Run"
  FOR EACH ROW WHEN (OLD."readAt" IS NULL OR NEW."readAt" IS NULL OR OLD."readAt" = NEW."readAt")
  EXECUTE FUNCTION tell_pages_of_row('Run', 'id');
CREATE TRIGGER tells_pages AFTER INSERT OR DELETE ON "Circuit"
  FOR EACH ROW EXECUTE FUNCTION tell_pages_of_row('Circuit', 'id', 'Run', 'runId');
CREATE TRIGGER tells_pages_of_update AFTER UPDATE ON "Circuit"
  FOR EACH ROW WHEN (OLD."readAt" IS NULL OR NEW."readAt" IS NULL OR OLD."readAt" = NEW."readAt")
  EXECUTE FUNCTION tell_pages_of_row('Circuit', 'id', 'Run', 'runId');
CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE ON "Verification"
  FOR EACH ROW EXECUTE FUNCTION tell_pages_of_row('Circuit', 'circuitId');
CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE ON "CausalCheck"
  FOR EACH ROW EXECUTE FUNCTION tell_pages_of_row('Circuit', 'circuitId');
CREATE TRIGGER tells_pages AFTER INSERT OR DELETE ON "Job"
  FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table();
CREATE TRIGGER tells_pages_of_update AFTER UPDATE ON "Job"
  FOR EACH ROW WHEN (to_jsonb(OLD) - 'heartbeatAt' IS DISTINCT FROM to_jsonb(NEW) - 'heartbeatAt')
  EXECUTE FUNCTION tell_pages_of_table();
CREATE TRIGGER tells_pages AFTER INSERT OR DELETE ON "Worker"
  FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table();
CREATE TRIGGER tells_pages_of_update AFTER UPDATE ON "Worker"
  FOR EACH ROW WHEN (to_jsonb(OLD) - 'heartbeatAt' - 'memoryBytes' IS DISTINCT FROM to_jsonb(NEW) - 'heartbeatAt' - 'memoryBytes')
  EXECUTE FUNCTION tell_pages_of_table();
CREATE TRIGGER tells_pages AFTER INSERT ON "CircuitFeature"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_features();
CREATE TRIGGER tells_pages_of_update AFTER UPDATE ON "CircuitFeature"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_features();
CREATE TRIGGER tells_pages_of_delete AFTER DELETE ON "CircuitFeature"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_features();
