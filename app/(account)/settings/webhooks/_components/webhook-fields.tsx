import { TextArea, TextField } from "@/components/ui/field";
import { maxGivenBounties, scopeWords, type WebhookScope, webhookScopes } from "@/lib/webhooks/webhook-words";

interface WebhookFieldsProps {
  url?: string;
  scope?: WebhookScope;
  bounties?: readonly string[];
  fields: Readonly<Record<string, string>>;
}

/** Where a webhook is, and of what it is told. */
export function WebhookFields({ url, scope = "own", bounties = [], fields }: WebhookFieldsProps) {
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
      <TextArea
        label="Of these alone"
        hint={`Their addresses, with spaces or lines between them, at most ${maxGivenBounties}. Of all where this is empty.`}
        name="bounties"
        rows={2}
        autoComplete="off"
        spellCheck={false}
        placeholder="/bounties/attention-feature-circuit"
        defaultValue={bounties.join("\n")}
        error={fields.bounties}
      />
    </>
  );
}

export function typedWebhook(form: HTMLFormElement): { url: string; scope: string; bounties: string[] } {
  const typed = new FormData(form);
  const bounties = String(typed.get("bounties"))
    .split(/[\s,]+/)
    // Of a whole address the last part.
    .map((each) => each.replace(/^.*\/bounties\//, "").replace(/[/?#].*$/, ""))
    .filter((each) => each !== "");
  return { url: String(typed.get("url")), scope: String(typed.get("scope")), bounties };
}
