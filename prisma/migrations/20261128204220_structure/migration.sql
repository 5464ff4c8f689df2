-- AlterTable
ALTER TABLE "Circuit" ADD COLUMN     "structure" JSONB;

-- By hand from here on.

-- As in the migration `catalogue`, with how a circuit is made.
CREATE OR REPLACE VIEW catalogue_facet AS
  WITH published AS NOT MATERIALIZED (
    SELECT f.id AS "findingId", f.tags, f."circuitId", f."authorId", c."runId", c.target, r."modelId", r."tokenTexts",
      c."completenessScore", c."replacementScore", c.structure
    FROM "Finding" f JOIN "Circuit" c ON c.id = f."circuitId" JOIN "Run" r ON r.id = c."runId"
    WHERE f."publishedAt" IS NOT NULL)
  SELECT "findingId", 0 AS kind, '' AS value FROM published
  UNION ALL
  SELECT p."findingId", 1, m.name FROM published p JOIN "Model" m ON m.id = p."modelId"
  UNION ALL
  -- As the address of a feature says it: lib/features/feature-address.ts.
  SELECT p."findingId", 2, m.name || '/' || s.kind || CASE WHEN s.name = s.kind::text THEN '' ELSE '.' || s.name END
  FROM published p JOIN "RunSet" rs ON rs."runId" = p."runId" JOIN "DictionarySet" s ON s.id = rs."setId"
    JOIN "Model" m ON m.id = s."modelId"
  UNION ALL
  SELECT "findingId", 3, split_part(target, '.', 1) FROM published
  UNION ALL
  -- The hundred with the most influence: what a circuit of thousands of nodes is about, and bounded.
  SELECT p."findingId", 4, m.name || '/' || s.kind || CASE WHEN s.name = s.kind::text THEN '' ELSE '.' || s.name END
    || '/' || d.layer || '/' || f.index
  FROM published p
    CROSS JOIN LATERAL (
      SELECT cf."featureId" FROM "CircuitFeature" cf WHERE cf."circuitId" = p."circuitId"
      GROUP BY cf."featureId" ORDER BY max(cf.influence) DESC, cf."featureId" LIMIT 100) most
    JOIN "Feature" f ON f.id = most."featureId" JOIN "Dictionary" d ON d.id = f."dictionaryId"
    JOIN "DictionarySet" s ON s.id = d."setId" JOIN "Model" m ON m.id = s."modelId"
  UNION ALL
  -- A token as one types it, without the spaces around it; the first is what stands before every text.
  SELECT p."findingId", 5, t.token
  FROM published p CROSS JOIN LATERAL (
    SELECT DISTINCT left(btrim(text, E' \t\n\r'), 100) AS token
    FROM unnest(p."tokenTexts") WITH ORDINALITY AS texts(text, n) WHERE n > 1) t
  WHERE t.token <> ''
  UNION ALL
  SELECT p."findingId", 6, t.tag FROM published p CROSS JOIN LATERAL (SELECT DISTINCT unnest(p.tags) AS tag) t
  UNION ALL
  SELECT p."findingId", 7, u.handle FROM published p JOIN "User" u ON u.id = p."authorId"
  UNION ALL
  SELECT "findingId", 8, coalesce((
    SELECT CASE WHEN v.passed THEN 'yes' ELSE 'differs' END FROM "Verification" v
    WHERE v."circuitId" = published."circuitId" AND v."computedAt" IS NOT NULL AND v.passed IS NOT NULL
    ORDER BY v.id DESC LIMIT 1), 'never')
  FROM published
  UNION ALL
  SELECT "findingId", 9, CASE WHEN EXISTS (
    SELECT 1 FROM "CausalCheck" k
    WHERE k."circuitId" = published."circuitId" AND k."computedAt" IS NOT NULL AND k.result IS NOT NULL) THEN 'yes' ELSE 'no' END
  FROM published
  UNION ALL
  SELECT "findingId", 10, least FROM published, unnest(ARRAY['0.5', '0.75', '0.9']) least
  WHERE "completenessScore" >= least::float8
  UNION ALL
  SELECT "findingId", 11, least FROM published, unnest(ARRAY['0.5', '0.75', '0.9']) least
  WHERE "replacementScore" >= least::float8
  UNION ALL
  -- As lib/circuits/circuit-structure.ts found it; nothing of what an earlier release stored, until housekeeping has looked.
  SELECT p."findingId", 12, s.token FROM published p, jsonb_array_elements_text(p.structure -> 'starts') AS s(token)
  UNION ALL
  SELECT "findingId", 13, structure ->> 'crosses' FROM published WHERE structure IS NOT NULL
  UNION ALL
  SELECT p."findingId", 14, s.path FROM published p, jsonb_array_elements_text(p.structure -> 'paths') AS s(path)
  UNION ALL
  -- The heads that have half of an attention feature's decoder row, of the features that the circuit is found by.
  SELECT DISTINCT p."findingId", 15, m.name || '/' || d.layer || '.' || e."mainHead"
  FROM published p
    CROSS JOIN LATERAL (
      SELECT cf."featureId" FROM "CircuitFeature" cf WHERE cf."circuitId" = p."circuitId"
      GROUP BY cf."featureId" ORDER BY max(cf.influence) DESC, cf."featureId" LIMIT 100) most
    JOIN "Feature" f ON f.id = most."featureId" JOIN "Dictionary" d ON d.id = f."dictionaryId"
    JOIN "DictionarySet" s ON s.id = d."setId" AND s.kind = 'attn' JOIN "Model" m ON m.id = s."modelId"
    JOIN "FeatureEvidence" e ON e."dictionaryId" = f."dictionaryId" AND e.index = f.index
      AND e."mainHead" IS NOT NULL AND e."mainHeadShare" >= 0.5;

CREATE TRIGGER catalogues_structure AFTER UPDATE OF structure ON "Circuit"
  FOR EACH ROW WHEN (OLD.structure IS DISTINCT FROM NEW.structure)
  EXECUTE FUNCTION catalogue_changed_circuit('{12,13,14}');

-- Whose a feature is, is known once a corpus has been put together: what was published before is looked at again, and
-- changed where it differs.
CREATE FUNCTION catalogue_heads() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  finding uuid;
BEGIN
  FOR finding IN
    WITH wanted AS MATERIALIZED (
      SELECT "findingId", array_agg(value ORDER BY value) AS heads FROM catalogue_facet WHERE kind = 15 GROUP BY "findingId"),
    held AS MATERIALIZED (
      SELECT e."findingId", array_agg(f.value ORDER BY f.value) AS heads
      FROM "CatalogueEntry" e CROSS JOIN LATERAL unnest(e.facets) AS h(id) JOIN "Facet" f ON f.id = h.id
      WHERE h.id % 16 = 15 GROUP BY e."findingId")
    SELECT "findingId" FROM wanted FULL JOIN held USING ("findingId") WHERE wanted.heads IS DISTINCT FROM held.heads
    ORDER BY "findingId"
  LOOP
    PERFORM catalogue_finding(finding, '{15}');
  END LOOP;
END
$$;
CREATE FUNCTION catalogue_heads_of_assembly() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM catalogue_heads();
  RETURN NULL;
END
$$;
CREATE TRIGGER catalogues_heads AFTER UPDATE OF "computedAt" ON "Assembly"
  FOR EACH ROW WHEN (NEW."computedAt" IS NOT NULL) EXECUTE FUNCTION catalogue_heads_of_assembly();

SELECT catalogue_heads();
