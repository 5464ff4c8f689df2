-- A facet's id is a number of its own times how many kinds there is room for, and its kind. All of 16 were used: there is room for 64 now.
ALTER TABLE "FacetBits" DROP CONSTRAINT "FacetBits_facetId_fkey";
ALTER TABLE "FacetBits" DROP CONSTRAINT "FacetBits_pkey";
ALTER TABLE "Facet" DROP CONSTRAINT "Facet_pkey";
DROP INDEX "CatalogueEntry_facets_idx";

UPDATE "Facet" SET id = id / 16 * 64 + id % 16;
UPDATE "FacetBits" SET "facetId" = "facetId" / 16 * 64 + "facetId" % 16;
-- The order of ids stays what it was.
UPDATE "CatalogueEntry" SET facets = ARRAY(SELECT h / 16 * 64 + h % 16 FROM unnest(facets) AS h ORDER BY 1);

ALTER TABLE "Facet" ADD CONSTRAINT "Facet_pkey" PRIMARY KEY (id);
ALTER TABLE "FacetBits" ADD CONSTRAINT "FacetBits_pkey" PRIMARY KEY ("facetId", chunk);
ALTER TABLE "FacetBits" ADD CONSTRAINT "FacetBits_facetId_fkey"
  FOREIGN KEY ("facetId") REFERENCES "Facet"(id) ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "CatalogueEntry_facets_idx" ON "CatalogueEntry" USING GIN (facets) WITH (fastupdate = off);
ALTER TABLE "Facet" ADD CONSTRAINT "Facet_id_check" CHECK (id % 64 = kind);

-- As in the migrations `catalogue` and `structure`, with that room. What a finding is found by is asked once.
CREATE OR REPLACE FUNCTION catalogue_finding(finding uuid, kinds integer[] DEFAULT NULL) RETURNS void LANGUAGE plpgsql
  -- To plan the view takes ten times as long as to read a finding's facets by it: once a connection.
  SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  place integer;
  held integer[];
  found_kinds integer[];
  found_values text[];
  own_bit varbit;
  wanted integer[];
  added integer[];
  removed integer[];
BEGIN
  PERFORM hold_catalogue();
  SELECT number, facets INTO place, held FROM "CatalogueEntry" WHERE "findingId" = finding;
  IF held IS NULL AND kinds IS NOT NULL THEN RETURN; END IF;
  SELECT array_agg(v.kind), array_agg(v.value) INTO found_kinds, found_values FROM catalogue_facet v
    WHERE v."findingId" = finding AND (kinds IS NULL OR v.kind = ANY (kinds));
  INSERT INTO "Facet" (id, kind, value)
    SELECT nextval('facet_number') * 64 + v.kind, v.kind, v.value FROM unnest(found_kinds, found_values) AS v(kind, value)
    WHERE NOT EXISTS (SELECT 1 FROM "Facet" f WHERE f.kind = v.kind AND f.value = v.value)
    ON CONFLICT DO NOTHING;
  SELECT array_agg(f.id ORDER BY f.id) INTO wanted
    FROM unnest(found_kinds, found_values) AS v(kind, value) JOIN "Facet" f ON f.kind = v.kind AND f.value = v.value;
  IF kinds IS NOT NULL THEN
    SELECT array_agg(id ORDER BY id) INTO wanted FROM (
      SELECT unnest(wanted) AS id UNION SELECT id FROM unnest(held) AS h(id) WHERE id % 64 <> ALL (kinds)) AS both_;
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
  own_bit := facet_bit(place % 32768);
  INSERT INTO "FacetBits" AS b ("facetId", chunk, bits)
    SELECT id, place / 32768, own_bit FROM "Facet" WHERE id = ANY (added) AND "hasBits"
    ON CONFLICT ("facetId", chunk) DO UPDATE SET bits = set_bit(b.bits, place % 32768, 1);
  PERFORM fill_facet_bits(array_agg(id)) FROM "Facet" WHERE id = ANY (added) AND NOT "hasBits" AND count >= 64
    HAVING count(*) > 0;
END
$$;
CREATE OR REPLACE FUNCTION fill_catalogue() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM hold_catalogue();
  TRUNCATE "CatalogueEntry", "FacetBits", "Facet";
  -- Built at once it takes a tenth of the time.
  DROP INDEX "CatalogueEntry_facets_idx";
  INSERT INTO "Facet" (id, kind, value, count)
    SELECT nextval('facet_number') * 64 + kind, kind, value, entries
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
  -- Each bit with the zeros before it: a bitmap for each bit would be 4 kB for each facet of each entry.
  INSERT INTO "FacetBits" ("facetId", chunk, bits)
    SELECT id, chunk, rpad(string_agg(repeat('0', zeros) || '1', '' ORDER BY n), 32768, '0')::varbit
    FROM (
      SELECT f.id, e.number / 32768 AS chunk, e.number % 32768 AS n,
        e.number % 32768 - 1 - coalesce(lag(e.number % 32768) OVER (PARTITION BY f.id, e.number / 32768 ORDER BY e.number), -1) AS zeros
      FROM "CatalogueEntry" e CROSS JOIN LATERAL unnest(e.facets) AS h(id) JOIN "Facet" f ON f.id = h.id AND f."hasBits") AS bits
    GROUP BY 1, 2;
END
$$;
CREATE OR REPLACE FUNCTION catalogue_heads() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  finding uuid;
BEGIN
  FOR finding IN
    WITH wanted AS MATERIALIZED (
      SELECT "findingId", array_agg(value ORDER BY value) AS heads FROM catalogue_facet WHERE kind = 15 GROUP BY "findingId"),
    held AS MATERIALIZED (
      SELECT e."findingId", array_agg(f.value ORDER BY f.value) AS heads
      FROM "CatalogueEntry" e CROSS JOIN LATERAL unnest(e.facets) AS h(id) JOIN "Facet" f ON f.id = h.id
      WHERE h.id % 64 = 15 GROUP BY e."findingId")
    SELECT "findingId" FROM wanted FULL JOIN held USING ("findingId") WHERE wanted.heads IS DISTINCT FROM held.heads
    ORDER BY "findingId"
  LOOP
    PERFORM catalogue_finding(finding, '{15}');
  END LOOP;
END
$$;
