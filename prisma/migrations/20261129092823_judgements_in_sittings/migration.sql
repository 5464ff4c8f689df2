-- AlterTable
ALTER TABLE "Judgement" ADD COLUMN     "takenBackAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "JudgementEvent" ADD COLUMN     "sittingId" UUID;

-- CreateIndex
CREATE INDEX "JudgementEvent_sittingId_id_idx" ON "JudgementEvent"("sittingId", "id");

-- By hand. To which sitting a judgement belongs, as `note_sitting` says it of acts on labels.
CREATE FUNCTION note_sitting_of_judgement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."data" ? 'undoes' THEN
    RETURN NEW;
  END IF;
  NEW."sittingId" := (
    SELECT s.id FROM "QueueVisit" v
    JOIN "LabelSitting" s ON s.id = v."sittingId" AND s."endedAt" IS NULL AND s."seenAt" > now() - interval '30 minutes'
    WHERE v."memberId" = NEW."actorId" AND v."dictionaryId" = NEW."dictionaryId" AND v."index" = NEW."index"
    ORDER BY s.id DESC LIMIT 1 FOR SHARE OF s);
  RETURN NEW;
END
$$;
CREATE TRIGGER notes_sitting BEFORE INSERT ON "JudgementEvent" FOR EACH ROW EXECUTE FUNCTION note_sitting_of_judgement();

-- One that is taken back, or given again, is counted otherwise.
CREATE TRIGGER tells_of_judgement_taken_back AFTER UPDATE OF "takenBackAt" ON "Judgement"
  FOR EACH ROW WHEN ((OLD."takenBackAt" IS NULL) <> (NEW."takenBackAt" IS NULL)) EXECUTE FUNCTION tell_of_judgement();
