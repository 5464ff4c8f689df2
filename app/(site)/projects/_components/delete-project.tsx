"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "@/app/_components/refused";
import { deleteProjectMutation } from "@/app/_queries/projects";
import { Button } from "@/components/ui/button";

/** Deletes a project that one owns. What was labelled and judged stays. */
export function DeleteProject({ slug }: { slug: string }) {
  const [isSure, setSure] = useState(false);
  const remove = useMutation(deleteProjectMutation);
  const leave = { onSuccess: () => window.location.assign("/projects?only=in") };
  return (
    <div className="mt-8 grid justify-items-start gap-2">
      <Button
        look="danger"
        busy={remove.isPending || remove.isSuccess}
        onClick={() => (isSure ? remove.mutate(slug, leave) : setSure(true))}
      >
        {isSure ? "Delete for good? Labels and judgements stay." : "Delete the project"}
      </Button>
      <Refused error={remove.error} notice />
    </div>
  );
}
