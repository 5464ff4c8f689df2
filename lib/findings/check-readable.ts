import { AppError } from "@/lib/errors";

/** What everybody reads has a title and a write-up; a draft may have neither yet. Throws "unprocessable". */
export function checkReadable({ title, body }: { title: string; body: string }): void {
  const fields = {
    ...(title.trim().length < 3 && { title: "Give it a title of at least 3 characters." }),
    ...(body.trim() === "" && { body: "Write a few sentences on what the circuit shows." }),
  };
  const [message] = Object.values(fields);
  if (message) throw new AppError("unprocessable", message, { fields });
}
