"use client";

import { listPersonMutation } from "@/app/_queries/people";
import { FormEnd } from "./form-end";
import { useForm } from "./use-form";

/** Whether one stands in lists of people. */
export function ListingForm({ isListed }: { isListed: boolean }) {
  const { onSubmit, ...state } = useForm(
    listPersonMutation,
    (form) => ({ isListed: form.get("listed") === "on" }),
    () => "Saved.",
  );
  return (
    <form method="post" onSubmit={onSubmit} className="mt-4 grid gap-3">
      <label className="flex items-center gap-2 text-m">
        <input type="checkbox" name="listed" defaultChecked={isListed} />
        Show me among people by the quality of their labels and answers, and to others who have the same
        feature open
      </label>
      <FormEnd label="Save the choice" {...state} />
    </form>
  );
}
