-- CreateTable
CREATE TABLE "Conversation" (
    "id" UUID NOT NULL,
    "subjectKind" VARCHAR(20) NOT NULL,
    "subjectId" VARCHAR(80) NOT NULL,
    "labelId" UUID,
    "startedById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 0,
    "resolvedAt" TIMESTAMPTZ(3),
    "resolvedById" UUID,
    "lockedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Comment" (
    "id" UUID NOT NULL,
    "conversationId" UUID NOT NULL,
    "authorId" UUID,
    "byProgram" BOOLEAN NOT NULL DEFAULT false,
    "body" TEXT NOT NULL,
    "writeUp" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "isPublic" BOOLEAN NOT NULL DEFAULT true,
    "keptPublic" BOOLEAN NOT NULL DEFAULT false,
    "deletedAt" TIMESTAMPTZ(3),
    "hiddenAt" TIMESTAMPTZ(3),

    CONSTRAINT "Comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CommentRevision" (
    "commentId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CommentRevision_pkey" PRIMARY KEY ("commentId","number")
);

-- CreateIndex
CREATE INDEX "Conversation_subjectKind_subjectId_id_idx" ON "Conversation"("subjectKind", "subjectId", "id" DESC);

-- CreateIndex
CREATE INDEX "Conversation_startedById_idx" ON "Conversation"("startedById");

-- CreateIndex
CREATE INDEX "Conversation_resolvedById_idx" ON "Conversation"("resolvedById");

-- CreateIndex
CREATE INDEX "Conversation_labelId_idx" ON "Conversation"("labelId");

-- CreateIndex
CREATE INDEX "Comment_conversationId_id_idx" ON "Comment"("conversationId", "id");

-- CreateIndex
CREATE INDEX "Comment_authorId_id_idx" ON "Comment"("authorId", "id" DESC);

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_labelId_fkey" FOREIGN KEY ("labelId") REFERENCES "Label"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_startedById_fkey" FOREIGN KEY ("startedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_resolvedById_fkey" FOREIGN KEY ("resolvedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_conversationId_fkey" FOREIGN KEY ("conversationId") REFERENCES "Conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CommentRevision" ADD CONSTRAINT "CommentRevision_commentId_fkey" FOREIGN KEY ("commentId") REFERENCES "Comment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say.

ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_resolved_check"
  CHECK ("resolvedAt" IS NOT NULL OR "resolvedById" IS NULL);
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_deleted_check"
  CHECK ("deletedAt" IS NULL OR (body = '' AND NOT "isPublic" AND NOT "keptPublic"));

-- As in the migration `moderation`: the mark of being public is kept aside while it is hidden or its author is suspended.
CREATE FUNCTION keep_comment_aside() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  hidden boolean := NEW."hiddenAt" IS NOT NULL OR is_suspended(NEW."authorId");
BEGIN
  IF hidden AND NEW."isPublic" THEN
    NEW."isPublic" := false;
    NEW."keptPublic" := true;
  ELSIF NOT hidden AND NEW."keptPublic" THEN
    NEW."isPublic" := true;
    NEW."keptPublic" := false;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_aside BEFORE INSERT OR UPDATE OF "isPublic", "hiddenAt", "authorId" ON "Comment"
  FOR EACH ROW EXECUTE FUNCTION keep_comment_aside();

-- Every change of a comment is one of its conversation, which tells whoever looks at its subject.
CREATE FUNCTION change_conversation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('pages', 'Comment');
  UPDATE "Conversation" SET version = version + 1 WHERE id = coalesce(NEW."conversationId", OLD."conversationId");
  RETURN NULL;
END
$$;
CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE ON "Comment"
  FOR EACH ROW EXECUTE FUNCTION change_conversation();

CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE ON "Conversation"
  FOR EACH ROW EXECUTE FUNCTION tell_pages_of_row('Conversation', 'subjectId', 'Conversation', 'id');

CREATE FUNCTION tell_discussion() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed "Conversation" := coalesce(NEW, OLD);
BEGIN
  PERFORM pg_notify('discussion', changed."subjectKind" || ' ' || changed."subjectId");
  PERFORM pg_notify('discussion', 'conversation ' || changed.id);
  RETURN NULL;
END
$$;
CREATE TRIGGER tells_discussion AFTER INSERT OR UPDATE OR DELETE ON "Conversation"
  FOR EACH ROW EXECUTE FUNCTION tell_discussion();
