import { RefusableForm } from "@/app/_components/refusable-form";
import { Button } from "@/components/ui/button";
import type { Viewer } from "@/lib/auth/viewer-type";
import { isWatched } from "@/lib/watching/watch";
import type { Watched } from "@/lib/watching/watched";
import { submitWatch } from "./submit-watch";

interface WatchButtonProps {
  /** The page of what is watched. */
  path: string;
  of: Watched;
  viewer: Viewer;
}

/** Watches what the page shows, or leaves it; nothing for guests, and of oneself. */
export async function WatchButton({ path, of, viewer }: WatchButtonProps) {
  if (viewer.kind === "guest" || (of.kind === "person" && of.id === viewer.id)) return null;
  const watches = await isWatched(viewer.id, of);
  return (
    <RefusableForm submit={submitWatch.bind(null, { path, isOn: !watches })} className="inline-block">
      <Button
        type="submit"
        size="s"
        title={watches ? "You are told of what becomes of it." : "Be told of what becomes of it."}
      >
        {watches ? "Stop watching" : "Watch"}
      </Button>
    </RefusableForm>
  );
}
