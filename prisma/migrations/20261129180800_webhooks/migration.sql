-- By hand: ids of version 7, which an older PostgreSQL does not make by itself: the first 48 bits are the moment in milliseconds.
CREATE FUNCTION id_of_now() RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || '7'
    || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid
$$;

-- CreateTable
CREATE TABLE "Webhook" (
    "id" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "url" VARCHAR(2000) NOT NULL,
    "scope" VARCHAR(10) NOT NULL,
    "secret" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "offAt" TIMESTAMPTZ(3),
    "offReason" VARCHAR(10),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failingSince" TIMESTAMPTZ(3),

    CONSTRAINT "Webhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookEvent" (
    "id" UUID NOT NULL DEFAULT id_of_now(),
    "bountyId" UUID,
    "kind" VARCHAR(20) NOT NULL,
    "thing" VARCHAR(120) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "data" JSONB NOT NULL DEFAULT '{}',
    "handedOutAt" TIMESTAMPTZ(3),

    CONSTRAINT "WebhookEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookDelivery" (
    "id" UUID NOT NULL DEFAULT id_of_now(),
    "webhookId" UUID NOT NULL,
    "eventId" UUID NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3),
    "triedAt" TIMESTAMPTZ(3),
    "deliveredAt" TIMESTAMPTZ(3),
    "status" SMALLINT,
    "answer" VARCHAR(500) NOT NULL DEFAULT '',
    "millis" INTEGER,
    "trouble" VARCHAR(20),

    CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Webhook_ownerId_id_idx" ON "Webhook"("ownerId", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "WebhookEvent_thing_key" ON "WebhookEvent"("thing");

-- CreateIndex
CREATE INDEX "WebhookEvent_handedOutAt_id_idx" ON "WebhookEvent"("handedOutAt", "id");

-- CreateIndex
CREATE INDEX "WebhookEvent_bountyId_idx" ON "WebhookEvent"("bountyId");

-- CreateIndex
CREATE INDEX "WebhookEvent_at_idx" ON "WebhookEvent"("at");

-- CreateIndex
CREATE INDEX "WebhookDelivery_webhookId_id_idx" ON "WebhookDelivery"("webhookId", "id" DESC);

-- CreateIndex
CREATE INDEX "WebhookDelivery_eventId_idx" ON "WebhookDelivery"("eventId");

-- CreateIndex
CREATE INDEX "WebhookDelivery_nextTryAt_idx" ON "WebhookDelivery"("nextTryAt");

-- CreateIndex
CREATE UNIQUE INDEX "WebhookDelivery_webhookId_eventId_key" ON "WebhookDelivery"("webhookId", "eventId");

-- AddForeignKey
ALTER TABLE "Webhook" ADD CONSTRAINT "Webhook_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookEvent" ADD CONSTRAINT "WebhookEvent_bountyId_fkey" FOREIGN KEY ("bountyId") REFERENCES "Bounty"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_webhookId_fkey" FOREIGN KEY ("webhookId") REFERENCES "Webhook"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "WebhookEvent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say.

ALTER TABLE "Webhook" ADD CONSTRAINT "Webhook_scope_check" CHECK (scope IN ('own', 'public'));
ALTER TABLE "Webhook" ADD CONSTRAINT "Webhook_off_check" CHECK (("offAt" IS NULL) = ("offReason" IS NULL));
ALTER TABLE "Webhook" ADD CONSTRAINT "Webhook_url_check" CHECK (url LIKE 'https://%');

-- In the transaction of what it tells of, so that none is lost and none is told of what did not happen. Where nobody has a webhook, nothing
-- is written.
CREATE FUNCTION tell_webhooks(bounty uuid, kind text, thing text, at timestamptz, data jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO "WebhookEvent" ("bountyId", kind, thing, at, data)
  SELECT bounty, kind, thing, at, data WHERE EXISTS (SELECT FROM "Webhook")
  ON CONFLICT DO NOTHING
$$;

-- Every kind of event, also one that a later release has: what is logged of a bounty stands on its page.
CREATE FUNCTION tell_webhooks_of_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_webhooks(NEW."bountyId", NEW.kind, 'event:' || NEW.id, NEW.at, NEW.data::jsonb);
  RETURN NULL;
END
$$;
CREATE TRIGGER tells_webhooks AFTER INSERT ON "BountyEvent" FOR EACH ROW EXECUTE FUNCTION tell_webhooks_of_event();

-- Of an entry what the list of commitments says of it at that moment, and neither whose nor which entry it is.
CREATE FUNCTION tell_webhooks_of_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_webhooks(e."bountyId", 'entered', 'entry:' || NEW."entryId" || ':' || NEW.number, NEW."committedAt",
    jsonb_build_object('hash', NEW."contentHash",
      'committedAt', to_char(NEW."committedAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
  FROM "BountyEntry" e WHERE e.id = NEW."entryId";
  RETURN NULL;
END
$$;
CREATE TRIGGER tells_webhooks AFTER INSERT ON "EntryVersion" FOR EACH ROW EXECUTE FUNCTION tell_webhooks_of_entry();
