-- Unlogged: nobody is anywhere after a crash.
CREATE UNLOGGED TABLE "Presence" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "subject" VARCHAR(60) NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Presence_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Presence_subject_idx" ON "Presence"("subject");

-- CreateIndex
CREATE INDEX "Presence_personId_idx" ON "Presence"("personId");

-- CreateIndex
CREATE INDEX "Presence_seenAt_idx" ON "Presence"("seenAt");

-- AddForeignKey
ALTER TABLE "Presence" ADD CONSTRAINT "Presence_personId_fkey" FOREIGN KEY ("personId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Who waits for who is there looks again when somebody comes or goes; that they still are is no news.
CREATE FUNCTION notify_presence_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('here', coalesce(NEW."subject", OLD."subject"));
  RETURN NULL;
END $$;
CREATE TRIGGER "Presence_changed" AFTER INSERT OR DELETE ON "Presence" FOR EACH ROW EXECUTE FUNCTION notify_presence_changed();
