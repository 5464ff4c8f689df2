-- CreateTable
CREATE TABLE "SignInPlace" (
    "userId" UUID NOT NULL,
    "placeHash" BYTEA NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SignInPlace_pkey" PRIMARY KEY ("userId","placeHash")
);

-- CreateIndex
CREATE INDEX "SignInPlace_seenAt_idx" ON "SignInPlace"("seenAt");

-- AddForeignKey
ALTER TABLE "SignInPlace" ADD CONSTRAINT "SignInPlace_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
