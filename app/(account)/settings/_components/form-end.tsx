import { Button } from "@/components/ui/button";

interface FormEndProps {
  label: string;
  busy: boolean;
  done: string;
  message: string;
  fields: Readonly<Record<string, string>>;
}

/** The button of a settings form and what came of pressing it. */
export function FormEnd({ label, busy, done, message, fields }: FormEndProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <Button type="submit" busy={busy}>
        {label}
      </Button>
      <p role="status" className="text-m">
        {done}
      </p>
      <p role="alert" className={message ? "w-full text-danger text-m" : "sr-only"}>
        {message || Object.values(fields).join(" ")}
      </p>
    </div>
  );
}
