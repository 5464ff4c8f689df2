-- The catalogue is brought to what is so when a transaction commits, and held (hold_catalogue) from there on alone: whoever publishes
-- waits for the last step of those who do so at the same moment, and not for whatever else their transactions do. What else a
-- transaction holds it has by then, so that nobody waits for anything of another's with the catalogue held.
-- Words are stored at the same moment, before that (triggers go by their names): of two who bring the same new word one waits for the other.
DROP TRIGGER keeps_words_of_new ON "Finding";
CREATE CONSTRAINT TRIGGER keeps_words_of_new AFTER INSERT ON "Finding" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW."publishedAt" IS NOT NULL) EXECUTE FUNCTION keep_words_of_finding();
DROP TRIGGER keeps_words ON "Finding";
CREATE CONSTRAINT TRIGGER keeps_words AFTER UPDATE OF "publishedAt", title, tags, body ON "Finding" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD."publishedAt" IS DISTINCT FROM NEW."publishedAt" OR NEW."publishedAt" IS NOT NULL)
  EXECUTE FUNCTION keep_words_of_finding();

DROP TRIGGER catalogues_new ON "Finding";
CREATE CONSTRAINT TRIGGER updates_catalogue_of_new AFTER INSERT ON "Finding" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW."publishedAt" IS NOT NULL) EXECUTE FUNCTION catalogue_changed_finding();
DROP TRIGGER catalogues ON "Finding";
CREATE CONSTRAINT TRIGGER updates_catalogue AFTER UPDATE OF "publishedAt", tags ON "Finding" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD."publishedAt" IS DISTINCT FROM NEW."publishedAt"
    OR NEW."publishedAt" IS NOT NULL AND OLD.tags IS DISTINCT FROM NEW.tags)
  EXECUTE FUNCTION catalogue_changed_finding();

-- An entry that goes with its finding is locked by that, and whoever holds the catalogue may want it: held first.
CREATE FUNCTION hold_catalogue_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM hold_catalogue();
  RETURN OLD;
END
$$;
CREATE TRIGGER holds_catalogue BEFORE DELETE ON "Finding"
  FOR EACH ROW WHEN (OLD."publishedAt" IS NOT NULL) EXECUTE FUNCTION hold_catalogue_first();

-- Held before it looks which findings there are: one that is published at the same moment sees what changed, or is seen.
CREATE OR REPLACE FUNCTION catalogue_changed_circuit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  circuit uuid;
BEGIN
  IF TG_TABLE_NAME = 'Circuit' THEN circuit := NEW.id;
  ELSIF TG_OP = 'DELETE' THEN circuit := OLD."circuitId";
  ELSE circuit := NEW."circuitId";
  END IF;
  PERFORM hold_catalogue();
  PERFORM catalogue_finding("findingId", TG_ARGV[0]::integer[]) FROM "CatalogueEntry" WHERE "circuitId" = circuit;
  RETURN NULL;
END
$$;
DROP TRIGGER catalogues ON "Verification";
CREATE CONSTRAINT TRIGGER updates_catalogue AFTER INSERT OR UPDATE OF passed, "computedAt" OR DELETE ON "Verification"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION catalogue_changed_circuit('{8}');
DROP TRIGGER catalogues ON "CausalCheck";
CREATE CONSTRAINT TRIGGER updates_catalogue AFTER INSERT OR UPDATE OF "computedAt" OR DELETE ON "CausalCheck"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION catalogue_changed_circuit('{9}');
DROP TRIGGER catalogues ON "Circuit";
CREATE CONSTRAINT TRIGGER updates_catalogue AFTER UPDATE OF "completenessScore", "replacementScore" ON "Circuit"
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD."completenessScore" IS DISTINCT FROM NEW."completenessScore"
    OR OLD."replacementScore" IS DISTINCT FROM NEW."replacementScore")
  EXECUTE FUNCTION catalogue_changed_circuit('{10,11}');
DROP TRIGGER catalogues_structure ON "Circuit";
CREATE CONSTRAINT TRIGGER updates_catalogue_of_structure AFTER UPDATE OF structure ON "Circuit" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.structure IS DISTINCT FROM NEW.structure)
  EXECUTE FUNCTION catalogue_changed_circuit('{12,13,14}');
DROP TRIGGER catalogues_heads ON "Assembly";
CREATE CONSTRAINT TRIGGER updates_catalogue_of_heads AFTER UPDATE OF "computedAt" ON "Assembly" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW."computedAt" IS NOT NULL) EXECUTE FUNCTION catalogue_heads_of_assembly();
