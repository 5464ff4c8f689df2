-- A sitting that is ended has all that was done in it: what is on its way when it ends either is waited for, or belongs to none.
CREATE OR REPLACE FUNCTION note_sitting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."actorId" IS NULL OR NEW."data" ? 'undoes' THEN
    RETURN NEW;
  END IF;
  NEW."sittingId" := (
    SELECT s.id FROM "Label" l
    JOIN "QueueVisit" v ON v."memberId" = NEW."actorId" AND v."dictionaryId" = l."dictionaryId" AND v."index" = l."index"
    JOIN "LabelSitting" s ON s.id = v."sittingId" AND s."endedAt" IS NULL AND s."seenAt" > now() - interval '30 minutes'
    WHERE l.id = NEW."labelId" ORDER BY s.id DESC LIMIT 1 FOR SHARE OF s);
  RETURN NEW;
END
$$;
