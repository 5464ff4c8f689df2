-- By which names files of dictionaries call an adopted model, and its licence where its card states none.
ALTER TABLE "Adoption" ADD COLUMN "knownAs" VARCHAR(200)[],
ADD COLUMN "licence" VARCHAR(100) NOT NULL DEFAULT '';
