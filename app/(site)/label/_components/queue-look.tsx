"use client";

import { useEffect } from "react";
import { notePeeked } from "./peeked";
import { QueueCard } from "./queue-card";

/** The feature that waits most, for a guest: what they type is kept, and it is theirs to label once they have signed in. */
export function QueueLook({ path }: { path: string }) {
  useEffect(() => notePeeked(path), [path]);
  return <QueueCard path={path} signedIn={false} />;
}
