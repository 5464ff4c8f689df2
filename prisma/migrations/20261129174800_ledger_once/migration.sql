-- By hand: what Prisma's schema language cannot say.

-- Sums that JSON says exactly.
ALTER TABLE "LedgerLine" ADD CONSTRAINT "LedgerLine_amount_check" CHECK (amount <= 9007199254740991);

-- One award a person, place and entry, and one payment of it, whoever asks for it and how often.
CREATE UNIQUE INDEX "LedgerLine_once" ON "LedgerLine" (
  (CASE WHEN kind IN ('awarded', 'paid') THEN "entryId" END), "personId", place, kind);

-- What was taken back is not reserved either. What was reserved first, and then nobody got, may still be cancelled.
CREATE FUNCTION reserve_what_is_left() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  unclaimed numeric;
BEGIN
  PERFORM 1 FROM "Bounty" b WHERE b.id = NEW."bountyId" FOR NO KEY UPDATE;
  SELECT coalesce(sum(CASE l.kind WHEN 'promised' THEN l.amount WHEN 'reserved' THEN -l.amount WHEN 'cancelled' THEN -l.amount END), 0)
    INTO unclaimed FROM "LedgerLine" l WHERE l."bountyId" = NEW."bountyId" AND l.place = NEW.place AND l.currency = NEW.currency;
  IF NEW.amount > unclaimed THEN
    RAISE EXCEPTION 'Of this place % are left to reserve, not %.', unclaimed, NEW.amount USING ERRCODE = 'CC001';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER reserves_what_is_left BEFORE INSERT ON "LedgerLine"
  FOR EACH ROW WHEN (NEW.kind = 'reserved') EXECUTE FUNCTION reserve_what_is_left();
