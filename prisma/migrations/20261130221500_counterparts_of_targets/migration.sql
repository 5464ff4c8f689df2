-- Counterparts are those of a circuit's target too from now on: what was compared without it is compared again when it is asked for.
DELETE FROM "Counterparts" WHERE "computedAt" IS NOT NULL;
