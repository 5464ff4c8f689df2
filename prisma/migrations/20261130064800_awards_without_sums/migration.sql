-- By hand: a bounty without sums (a prize in words, or none) has lines of what was awarded and given, of no sum. Their currency is XXX,
-- which ISO 4217 has for where there is none.
ALTER TABLE "LedgerLine" DROP CONSTRAINT "LedgerLine_check";
ALTER TABLE "LedgerLine" ADD CONSTRAINT "LedgerLine_check" CHECK (
  kind IN ('promised', 'reserved', 'awarded', 'paid', 'cancelled') AND place BETWEEN 1 AND 20
  AND CASE WHEN currency = 'XXX' THEN amount = 0 AND kind IN ('awarded', 'paid') ELSE amount > 0 END
  AND (kind IN ('awarded', 'paid')) = ("personId" IS NOT NULL) AND (kind IN ('awarded', 'paid')) = ("entryId" IS NOT NULL)
  AND (kind = 'paid' OR reference = ''));

CREATE OR REPLACE FUNCTION balance_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held "Bounty";
  promised numeric;
  reserved numeric;
  awarded numeric;
  cancelled numeric;
  owed numeric;
BEGIN
  SELECT b.* INTO held FROM "Bounty" b WHERE b.id = NEW."bountyId" FOR NO KEY UPDATE;
  IF NEW."entryId" IS NOT NULL AND NOT EXISTS (
    SELECT FROM "EntryMember" m JOIN "BountyEntry" e ON e.id = m."entryId"
    WHERE e.id = NEW."entryId" AND e."bountyId" = NEW."bountyId" AND m."memberId" = NEW."personId" AND m."confirmedAt" IS NOT NULL) THEN
    RAISE EXCEPTION 'What is awarded, is to whom entered.' USING ERRCODE = 'CC001';
  END IF;
  IF NEW.currency = 'XXX' THEN
    IF held.currency IS NOT NULL OR held."awardedAt" IS NULL THEN
      RAISE EXCEPTION 'What promises sums awards sums, and what is not awarded nothing.' USING ERRCODE = 'CC001';
    END IF;
    IF NEW.kind = 'paid' AND NOT EXISTS (
      SELECT FROM "LedgerLine" l WHERE l."bountyId" = NEW."bountyId" AND l.kind = 'awarded' AND l.place = NEW.place
        AND l."personId" = NEW."personId" AND l."entryId" = NEW."entryId") THEN
      RAISE EXCEPTION 'What is given, was awarded.' USING ERRCODE = 'CC001';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.currency IS DISTINCT FROM held.currency THEN
    -- Only what is taken back may be in the currency that it was promised in.
    IF NEW.kind <> 'cancelled' THEN
      RAISE EXCEPTION 'A bounty has one currency.' USING ERRCODE = 'CC001';
    END IF;
  END IF;
  SELECT coalesce(sum(l.amount) FILTER (WHERE l.kind = 'promised'), 0), coalesce(sum(l.amount) FILTER (WHERE l.kind = 'reserved'), 0),
    coalesce(sum(l.amount) FILTER (WHERE l.kind = 'awarded'), 0), coalesce(sum(l.amount) FILTER (WHERE l.kind = 'cancelled'), 0),
    coalesce(sum(CASE l.kind WHEN 'awarded' THEN l.amount WHEN 'paid' THEN -l.amount END)
      FILTER (WHERE l."personId" = NEW."personId" AND l."entryId" = NEW."entryId"), 0)
    INTO promised, reserved, awarded, cancelled, owed
    FROM "LedgerLine" l WHERE l."bountyId" = NEW."bountyId" AND l.place = NEW.place AND l.currency = NEW.currency;
  CASE NEW.kind
    WHEN 'promised' THEN promised := promised + NEW.amount;
    WHEN 'reserved' THEN reserved := reserved + NEW.amount;
    WHEN 'awarded' THEN awarded := awarded + NEW.amount;
    WHEN 'cancelled' THEN cancelled := cancelled + NEW.amount;
    WHEN 'paid' THEN owed := owed - NEW.amount;
  END CASE;
  IF awarded + cancelled > promised OR reserved > promised OR awarded > reserved OR owed < 0 OR promised - cancelled > 9007199254740991 THEN
    RAISE EXCEPTION 'These sums do not agree: promised %, reserved %, awarded %, cancelled %, owed %.', promised, reserved, awarded, cancelled, owed
      USING ERRCODE = 'CC001';
  END IF;
  RETURN NEW;
END
$$;
