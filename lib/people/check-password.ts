import { AppError } from "@/lib/errors";

/** What everybody knows of somebody. */
interface Owner {
  handle: string;
  name?: string | null;
  email?: string | null;
}

const siteNames = ["circuitcommons", "circuits", "commons"];
const instead = "Take a few words that do not belong together.";

/**
 * Refuses a password that anybody would try first, with a sentence beside `field`: "unprocessable". Those are the
 * 49,000 most common ones (@zxcvbn-ts/language-common) and the names of its owner and of the site, also with up to four
 * digits or signs around them or written over and over.
 */
export async function checkPassword(field: string, password: string, owner: Owner): Promise<void> {
  const forms = formsOf(password.normalize("NFKC").toLowerCase());
  const names = [owner.handle, owner.name ?? "", owner.email ?? "", owner.email?.split("@")[0] ?? ""];
  const known = new Set([...names.map(plain), ...siteNames].filter((name) => name.length > 1));
  if (forms.some((form) => known.has(plain(form))))
    throw refusal(field, `Your own name or the site's is what anybody would try first. ${instead}`);
  const common = await commonPasswords();
  if (forms.some((form) => form.length === 1 || common.has(form)))
    throw refusal(field, `That password is among the first that anybody would try. ${instead}`);
}

/** A password and what it is made of: without what stands around its letters, and once instead of over and over. */
function formsOf(written: string): string[] {
  const core = written.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  const whole = written.length - core.length <= 4 ? [written, core] : [written];
  return whole.flatMap((text) => [text, unitOf(text)]);
}

/** What a text repeats; itself where it repeats nothing. */
function unitOf(text: string): string {
  const period = (text + text).indexOf(text, 1);
  return period > 0 ? text.slice(0, period) : text;
}

/** Letters and digits alone. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

function refusal(field: string, sentence: string): AppError {
  return new AppError("unprocessable", sentence, { fields: { [field]: sentence } });
}

let common: Promise<ReadonlySet<string>> | undefined;

/** Read when first asked for, by the server alone. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  common ??= import("@zxcvbn-ts/language-common").then(
    ({ dictionary }) => new Set(dictionary["passwords-common"]),
  );
  return common;
}
