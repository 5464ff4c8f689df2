import { TextField } from "@/components/ui/field";
import { scopeWords, type WebhookScope, webhookScopes } from "@/lib/webhooks/webhook-words";

interface WebhookFieldsProps {
  url?: string;
  scope?: WebhookScope;
  fields: Readonly<Record<string, string>>;
}

/** Where a webhook is, and of what it is told. */
export function WebhookFields({ url, scope = "own", fields }: WebhookFieldsProps) {
  return (
    <>
      <TextField
        label="Address"
        hint="https, on port 443 or 8443, by a name that leads to public addresses."
        name="url"
        type="url"
        autoComplete="off"
        placeholder="https://example.org/bounties"
        required
        maxLength={2_000}
        defaultValue={url}
        error={fields.url}
      />
      <label className="grid gap-1 font-semibold text-m">
        It is told of
        <select name="scope" className="input w-fit max-w-full" defaultValue={scope}>
          {webhookScopes.map((each) => (
            <option key={each} value={each}>
              {scopeWords[each]}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

export function typedWebhook(form: HTMLFormElement): { url: string; scope: string } {
  const typed = new FormData(form);
  return { url: String(typed.get("url")), scope: String(typed.get("scope")) };
}
