-- A dictionary set is named within its kind, and a run says which it was read with: at most one a kind.

DROP INDEX "DictionarySet_modelId_name_key";
CREATE UNIQUE INDEX "DictionarySet_modelId_kind_name_key" ON "DictionarySet"("modelId", "kind", "name");

-- The manifest's order; the next start writes it. Until then, the order in which they were registered.
ALTER TABLE "DictionarySet" ADD COLUMN "rank" INTEGER NOT NULL DEFAULT 0;
UPDATE "DictionarySet" s SET "rank" = r."rank" - 1
FROM (SELECT "id", row_number() OVER (PARTITION BY "modelId" ORDER BY "id") AS "rank" FROM "DictionarySet") r
WHERE r."id" = s."id";

CREATE TABLE "RunSet" (
    "runId" UUID NOT NULL,
    "kind" "DictionaryKind" NOT NULL,
    "setId" UUID NOT NULL,

    CONSTRAINT "RunSet_pkey" PRIMARY KEY ("runId", "kind")
);
CREATE INDEX "RunSet_setId_idx" ON "RunSet"("setId");
ALTER TABLE "RunSet" ADD CONSTRAINT "RunSet_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "RunSet" ADD CONSTRAINT "RunSet_setId_fkey" FOREIGN KEY ("setId") REFERENCES "DictionarySet"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Runs so far were read with the first set of each kind.
INSERT INTO "RunSet" ("runId", "kind", "setId")
SELECT r."id", s."kind", s."id" FROM "Run" r
CROSS JOIN LATERAL (
  SELECT DISTINCT ON ("kind") "kind", "id" FROM "DictionarySet" WHERE "modelId" = r."modelId" ORDER BY "kind", "rank"
) s;

-- Where a model had two sets of a kind, a node of a circuit had a row for each: the one that was not read goes.
DELETE FROM "CircuitFeature" c
USING "Circuit" k, "Feature" f, "Dictionary" d
WHERE k."id" = c."circuitId" AND f."id" = c."featureId" AND d."id" = f."dictionaryId"
  AND NOT EXISTS (SELECT 1 FROM "RunSet" s WHERE s."runId" = k."runId" AND s."setId" = d."setId");
