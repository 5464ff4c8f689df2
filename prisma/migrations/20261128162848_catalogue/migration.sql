-- AlterTable
ALTER TABLE "Circuit" ADD COLUMN "picture" JSONB;

-- CreateTable
CREATE TABLE "CatalogueEntry" (
    "number" SERIAL NOT NULL,
    "findingId" UUID NOT NULL,
    "circuitId" UUID NOT NULL,
    "facets" INTEGER[],
    "completeness" DOUBLE PRECISION NOT NULL,
    "replacement" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "CatalogueEntry_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "Facet" (
    "id" INTEGER NOT NULL,
    "kind" SMALLINT NOT NULL,
    "value" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 0,
    "hasBits" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Facet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FacetBits" (
    "facetId" INTEGER NOT NULL,
    "chunk" INTEGER NOT NULL,
    "bits" VARBIT(32768) NOT NULL,

    CONSTRAINT "FacetBits_pkey" PRIMARY KEY ("facetId","chunk")
);

-- CreateIndex
CREATE UNIQUE INDEX "CatalogueEntry_findingId_key" ON "CatalogueEntry"("findingId");

-- CreateIndex
CREATE INDEX "CatalogueEntry_circuitId_idx" ON "CatalogueEntry"("circuitId");

-- CreateIndex
CREATE INDEX "CatalogueEntry_facets_idx" ON "CatalogueEntry" USING GIN ("facets");

-- CreateIndex
CREATE INDEX "CatalogueEntry_completeness_number_idx" ON "CatalogueEntry"("completeness" DESC, "number" DESC);

-- CreateIndex
CREATE INDEX "CatalogueEntry_replacement_number_idx" ON "CatalogueEntry"("replacement" DESC, "number" DESC);

-- CreateIndex
CREATE INDEX "Facet_kind_count_id_idx" ON "Facet"("kind", "count" DESC, "id");

-- CreateIndex
CREATE UNIQUE INDEX "Facet_kind_value_key" ON "Facet"("kind", "value");

-- AddForeignKey
ALTER TABLE "CatalogueEntry" ADD CONSTRAINT "CatalogueEntry_findingId_fkey" FOREIGN KEY ("findingId") REFERENCES "Finding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FacetBits" ADD CONSTRAINT "FacetBits_facetId_fkey" FOREIGN KEY ("facetId") REFERENCES "Facet"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand from here on.

-- A bitmap is kept in its row, packed where that helps: a few entries of 32,768 are some hundred bytes.
ALTER TABLE "FacetBits" ALTER COLUMN "bits" SET STORAGE MAIN;
-- What a publication adds is found at once, and no query walks a list of what was not yet put in.
ALTER INDEX "CatalogueEntry_facets_idx" SET (fastupdate = off);

CREATE SEQUENCE facet_number;

-- Which values published findings are found by, each once. Kinds as in lib/catalogue/facet-kinds.ts.
CREATE VIEW catalogue_facet AS
  WITH published AS NOT MATERIALIZED (
    SELECT f.id AS "findingId", f.tags, f."circuitId", f."authorId", c."runId", c.target, r."modelId", r."tokenTexts",
      c."completenessScore", c."replacementScore"
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
  WHERE "replacementScore" >= least::float8;

CREATE FUNCTION facet_bit(n integer) RETURNS varbit LANGUAGE sql IMMUTABLE AS $$
  SELECT set_bit(repeat('0', 32768)::varbit, n, 1)
$$;

-- Puts the bits of facets beside them that have just become frequent.
CREATE FUNCTION fill_facet_bits(facet_ids integer[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO "FacetBits" ("facetId", chunk, bits)
    SELECT f.id, e.number / 32768, bit_or(facet_bit(e.number % 32768)::bit(32768))
    FROM unnest(facet_ids) AS f(id) JOIN "CatalogueEntry" e ON e.facets @> ARRAY[f.id]
    GROUP BY 1, 2;
  UPDATE "Facet" SET "hasBits" = true WHERE id = ANY (facet_ids);
$$;

-- One at a time: what two publications change of the same facets is not changed in two orders.
CREATE FUNCTION hold_catalogue() RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(1128, 1)
$$;

-- Brings what the catalogue has of a finding to what is so now; of some kinds of facets alone, if any are named.
CREATE FUNCTION catalogue_finding(finding uuid, kinds integer[] DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  place integer;
  held integer[];
  wanted integer[];
  added integer[];
  removed integer[];
BEGIN
  PERFORM hold_catalogue();
  SELECT number, facets INTO place, held FROM "CatalogueEntry" WHERE "findingId" = finding;
  IF held IS NULL AND kinds IS NOT NULL THEN RETURN; END IF;
  INSERT INTO "Facet" (id, kind, value)
    SELECT nextval('facet_number') * 16 + v.kind, v.kind, v.value FROM catalogue_facet v
    WHERE v."findingId" = finding AND (kinds IS NULL OR v.kind = ANY (kinds))
      AND NOT EXISTS (SELECT 1 FROM "Facet" f WHERE f.kind = v.kind AND f.value = v.value)
    ON CONFLICT DO NOTHING;
  SELECT array_agg(f.id ORDER BY f.id) INTO wanted
    FROM catalogue_facet v JOIN "Facet" f ON f.kind = v.kind AND f.value = v.value
    WHERE v."findingId" = finding AND (kinds IS NULL OR v.kind = ANY (kinds));
  IF kinds IS NOT NULL THEN
    SELECT array_agg(id ORDER BY id) INTO wanted FROM (
      SELECT unnest(wanted) AS id UNION SELECT id FROM unnest(held) AS h(id) WHERE id % 16 <> ALL (kinds)) AS both_;
  END IF;
  IF wanted IS NULL THEN
    DELETE FROM "CatalogueEntry" WHERE "findingId" = finding;
    RETURN;
  END IF;
  added := ARRAY(SELECT unnest(wanted) EXCEPT SELECT unnest(held));
  removed := ARRAY(SELECT unnest(held) EXCEPT SELECT unnest(wanted));
  IF held IS NULL THEN
    INSERT INTO "CatalogueEntry" ("findingId", "circuitId", facets, completeness, replacement)
      SELECT finding, c.id, wanted, coalesce(c."completenessScore", -1), coalesce(c."replacementScore", -1)
      FROM "Finding" f JOIN "Circuit" c ON c.id = f."circuitId" WHERE f.id = finding
      RETURNING number INTO place;
  ELSE
    UPDATE "CatalogueEntry" e SET facets = wanted, completeness = coalesce(c."completenessScore", -1),
        replacement = coalesce(c."replacementScore", -1)
      FROM "Circuit" c WHERE e."findingId" = finding AND c.id = e."circuitId";
  END IF;
  UPDATE "Facet" SET count = count + 1 WHERE id = ANY (added);
  UPDATE "Facet" SET count = count - 1 WHERE id = ANY (removed);
  UPDATE "FacetBits" SET bits = set_bit(bits, place % 32768, 0) WHERE "facetId" = ANY (removed) AND chunk = place / 32768;
  INSERT INTO "FacetBits" AS b ("facetId", chunk, bits)
    SELECT id, place / 32768, facet_bit(place % 32768) FROM "Facet" WHERE id = ANY (added) AND "hasBits"
    ON CONFLICT ("facetId", chunk) DO UPDATE SET bits = set_bit(b.bits, place % 32768, 1);
  PERFORM fill_facet_bits(array_agg(id)) FROM "Facet" WHERE id = ANY (added) AND NOT "hasBits" AND count >= 64
    HAVING count(*) > 0;
END
$$;

-- The same of everything, from nothing: for what was published before there was a catalogue.
CREATE FUNCTION fill_catalogue() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM hold_catalogue();
  TRUNCATE "CatalogueEntry", "FacetBits", "Facet";
  -- Built at once it takes a tenth of the time.
  DROP INDEX "CatalogueEntry_facets_idx";
  INSERT INTO "Facet" (id, kind, value, count)
    SELECT nextval('facet_number') * 16 + kind, kind, value, entries
    FROM (SELECT kind, value, count(*) AS entries FROM catalogue_facet GROUP BY kind, value) AS facets;
  INSERT INTO "CatalogueEntry" ("findingId", "circuitId", facets, completeness, replacement)
    SELECT f.id, c.id, v.facets, coalesce(c."completenessScore", -1), coalesce(c."replacementScore", -1)
    FROM (
      SELECT v."findingId", array_agg(f.id ORDER BY f.id) AS facets
      FROM catalogue_facet v JOIN "Facet" f ON f.kind = v.kind AND f.value = v.value GROUP BY v."findingId") AS v
      JOIN "Finding" f ON f.id = v."findingId" JOIN "Circuit" c ON c.id = f."circuitId"
    ORDER BY f."publishedAt", f.id;
  CREATE INDEX "CatalogueEntry_facets_idx" ON "CatalogueEntry" USING GIN (facets) WITH (fastupdate = off);
  UPDATE "Facet" SET "hasBits" = true WHERE count >= 64;
  INSERT INTO "FacetBits" ("facetId", chunk, bits)
    SELECT f.id, e.number / 32768, bit_or(facet_bit(e.number % 32768)::bit(32768))
    FROM "CatalogueEntry" e CROSS JOIN LATERAL unnest(e.facets) AS h(id) JOIN "Facet" f ON f.id = h.id AND f."hasBits"
    GROUP BY 1, 2;
END
$$;

CREATE FUNCTION catalogue_changed_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM catalogue_finding(NEW.id);
  RETURN NULL;
END
$$;
CREATE TRIGGER catalogues_new AFTER INSERT ON "Finding"
  FOR EACH ROW WHEN (NEW."publishedAt" IS NOT NULL) EXECUTE FUNCTION catalogue_changed_finding();
CREATE TRIGGER catalogues AFTER UPDATE OF "publishedAt", tags ON "Finding"
  FOR EACH ROW WHEN (OLD."publishedAt" IS DISTINCT FROM NEW."publishedAt"
    OR NEW."publishedAt" IS NOT NULL AND OLD.tags IS DISTINCT FROM NEW.tags)
  EXECUTE FUNCTION catalogue_changed_finding();

-- However an entry goes, with its finding or its author too.
CREATE FUNCTION uncount_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM hold_catalogue();
  UPDATE "Facet" SET count = count - 1 WHERE id = ANY (OLD.facets);
  UPDATE "FacetBits" SET bits = set_bit(bits, OLD.number % 32768, 0)
    WHERE "facetId" = ANY (OLD.facets) AND chunk = OLD.number / 32768;
  RETURN NULL;
END
$$;
CREATE TRIGGER uncounts AFTER DELETE ON "CatalogueEntry" FOR EACH ROW EXECUTE FUNCTION uncount_entry();

-- What was found out about a circuit is said of all findings about it. Called with the kinds of facets that it may change.
CREATE FUNCTION catalogue_changed_circuit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  circuit uuid;
BEGIN
  IF TG_TABLE_NAME = 'Circuit' THEN circuit := NEW.id;
  ELSIF TG_OP = 'DELETE' THEN circuit := OLD."circuitId";
  ELSE circuit := NEW."circuitId";
  END IF;
  PERFORM catalogue_finding("findingId", TG_ARGV[0]::integer[]) FROM "CatalogueEntry" WHERE "circuitId" = circuit;
  RETURN NULL;
END
$$;
CREATE TRIGGER catalogues AFTER INSERT OR UPDATE OF passed, "computedAt" OR DELETE ON "Verification"
  FOR EACH ROW EXECUTE FUNCTION catalogue_changed_circuit('{8}');
CREATE TRIGGER catalogues AFTER INSERT OR UPDATE OF "computedAt" OR DELETE ON "CausalCheck"
  FOR EACH ROW EXECUTE FUNCTION catalogue_changed_circuit('{9}');
CREATE TRIGGER catalogues AFTER UPDATE OF "completenessScore", "replacementScore" ON "Circuit"
  FOR EACH ROW WHEN (OLD."completenessScore" IS DISTINCT FROM NEW."completenessScore"
    OR OLD."replacementScore" IS DISTINCT FROM NEW."replacementScore")
  EXECUTE FUNCTION catalogue_changed_circuit('{10,11}');

SELECT fill_catalogue();

-- As in the migration `changes_of_pages`.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['CatalogueEntry', 'Facet', 'FacetBits'] LOOP
    EXECUTE format(
      'CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I
        FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table()', name);
  END LOOP;
END
$$;
