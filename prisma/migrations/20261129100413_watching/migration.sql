-- AlterTable
ALTER TABLE "User" ADD COLUMN     "watchesWhatTheyDiscuss" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "Watch" (
    "memberId" UUID NOT NULL,
    "subjectKind" VARCHAR(20) NOT NULL,
    "subjectId" VARCHAR(80) NOT NULL,
    "isOn" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Watch_pkey" PRIMARY KEY ("memberId","subjectKind","subjectId")
);

-- CreateTable
CREATE TABLE "Notification" (
    "id" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "thing" VARCHAR(120) NOT NULL,
    "title" VARCHAR(240) NOT NULL,
    "path" VARCHAR(400) NOT NULL,
    "actorId" UUID,
    "commentId" UUID,
    "labelId" UUID,
    "findingId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "readAt" TIMESTAMPTZ(3),

    CONSTRAINT "Notification_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Watch_subjectKind_subjectId_idx" ON "Watch"("subjectKind", "subjectId");

-- CreateIndex
CREATE INDEX "Notification_memberId_id_idx" ON "Notification"("memberId", "id" DESC);

-- CreateIndex
CREATE INDEX "Notification_memberId_readAt_idx" ON "Notification"("memberId", "readAt");

-- CreateIndex
CREATE INDEX "Notification_actorId_idx" ON "Notification"("actorId");

-- CreateIndex
CREATE INDEX "Notification_commentId_idx" ON "Notification"("commentId");

-- CreateIndex
CREATE INDEX "Notification_labelId_idx" ON "Notification"("labelId");

-- CreateIndex
CREATE INDEX "Notification_findingId_idx" ON "Notification"("findingId");

-- CreateIndex
CREATE UNIQUE INDEX "Notification_memberId_thing_key" ON "Notification"("memberId", "thing");

-- AddForeignKey
ALTER TABLE "Watch" ADD CONSTRAINT "Watch_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_commentId_fkey" FOREIGN KEY ("commentId") REFERENCES "Comment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_labelId_fkey" FOREIGN KEY ("labelId") REFERENCES "Label"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_findingId_fkey" FOREIGN KEY ("findingId") REFERENCES "Finding"("id") ON DELETE CASCADE ON UPDATE CASCADE;
