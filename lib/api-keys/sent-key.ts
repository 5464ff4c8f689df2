/** The schemes by which proxies and browsers say something else in the same header. */
const otherSchemes = /^(basic|digest|negotiate|ntlm)\s/i;

/**
 * What a request says in `Authorization`, where that is for this site to judge; null where it says nothing or is another
 * scheme's. Whoever says anything here is judged by that alone, cookies or not. An address or a cookie is no place for a key.
 */
export function sentAuthorization(headers: Headers): string | null {
  const value = headers.get("authorization")?.trim();
  return value && !otherSchemes.test(value) ? value : null;
}
