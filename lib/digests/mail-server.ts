import { createTransport, type Transporter } from "nodemailer";
import { env, siteUrl } from "@/lib/env";

/** What mails are sent with; null until the operator has named a server and a sender. */
export function mailServer(): { send: (mail: Mail) => Promise<void>; close: () => void } | null {
  const { EMAIL_SERVER, EMAIL_FROM } = env();
  if (!EMAIL_SERVER || !EMAIL_FROM) return null;
  const transport: Transporter = createTransport(EMAIL_SERVER, {
    from: EMAIL_FROM,
    // Nothing of what is sent is ever fetched.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  return {
    send: async ({ id, unsubscribe, ...mail }) => {
      await transport.sendMail({
        ...mail,
        // The same however often it is tried, so that a mailbox tells what comes twice.
        messageId: `<digest-${id}@${new URL(siteUrl()).hostname}>`,
        headers: {
          "List-Unsubscribe": `<${unsubscribe}>`,
          "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
          "Auto-Submitted": "auto-generated",
        },
      });
    },
    close: () => transport.close(),
  };
}

export interface Mail {
  id: string;
  to: string;
  subject: string;
  text: string;
  /** Where one press ends them (RFC 8058). */
  unsubscribe: string;
}

/** Whether this installation writes to anybody. */
export function writesMails(): boolean {
  const { EMAIL_SERVER, EMAIL_FROM } = env();
  return Boolean(EMAIL_SERVER && EMAIL_FROM);
}
