-- By hand: a prize in words, where no sums are promised, has places too, and how many entries share each: the first place alone where
-- nothing is said.
ALTER TABLE "Bounty" DROP CONSTRAINT "Bounty_sharedBy_check";
DROP FUNCTION are_sharers(smallint[], bigint[]);
CREATE FUNCTION are_sharers(sharers smallint[], rewards bigint[], prize text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT sharers IS NOT NULL AND array_position(sharers, NULL) IS NULL AND (cardinality(sharers) = 0
      OR CASE cardinality(rewards) WHEN 0 THEN prize <> '' AND cardinality(sharers) <= 20 ELSE cardinality(sharers) = cardinality(rewards) END)
    AND coalesce((SELECT min(s) > 0 AND sum(s) <= 100 FROM unnest(sharers) s), true)
    AND NOT EXISTS (SELECT FROM unnest(sharers, rewards) AS of_place (s, r) WHERE s > r)
$$;
ALTER TABLE "Bounty" ADD CONSTRAINT "Bounty_sharedBy_check" CHECK (are_sharers("sharedBy", rewards, prize));

-- A place is awarded to no more entries than share it, also where it is no sum.
CREATE OR REPLACE FUNCTION balance_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held "Bounty";
  promised numeric;
  reserved numeric;
  awarded numeric;
  cancelled numeric;
  owed numeric;
  winners integer;
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
    IF NEW.kind = 'awarded' THEN
      SELECT count(DISTINCT l."entryId") INTO winners FROM "LedgerLine" l
        WHERE l."bountyId" = NEW."bountyId" AND l.kind = 'awarded' AND l.place = NEW.place AND l."entryId" <> NEW."entryId";
      IF winners >= coalesce(held."sharedBy"[NEW.place], CASE NEW.place WHEN 1 THEN 1 ELSE 0 END) THEN
        RAISE EXCEPTION 'As many entries as share this place have it.' USING ERRCODE = 'CC001';
      END IF;
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
  IF NEW.kind = 'awarded' THEN
    SELECT count(DISTINCT l."entryId") INTO winners FROM "LedgerLine" l
      WHERE l."bountyId" = NEW."bountyId" AND l.kind = 'awarded' AND l.place = NEW.place AND l."entryId" <> NEW."entryId";
    IF winners >= coalesce(held."sharedBy"[NEW.place], 1) THEN
      RAISE EXCEPTION 'As many entries as share this place have it.' USING ERRCODE = 'CC001';
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
