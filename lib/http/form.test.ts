import { expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { refusalOf } from "./form";

test("a form is told in words what was refused, and nothing of what went well; what went wrong by itself is no refusal", async () => {
  expect(await refusalOf(async () => "done")).toEqual({ error: "" });
  const refused = new AppError("conflict", "You watch as much as one may.");
  expect(await refusalOf(() => Promise.reject(refused))).toEqual({ error: "You watch as much as one may." });
  await expect(refusalOf(() => Promise.reject(new Error("The database is gone.")))).rejects.toThrow("gone");
});
