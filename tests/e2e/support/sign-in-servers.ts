import type { AddressInfo } from "node:net";
import { OAuth2Server } from "oauth2-mock-server";
import { SMTPServer } from "smtp-server";

export interface SignInServers {
  /** What the site is started with to use them. */
  environment: Record<string, string>;
  /** Who GitHub and Google say is signing in. */
  person: { githubId: number; googleId: string; name: string; email: string; emailVerified: boolean };
  /** The last e-mail's text, once one has come. */
  mail: () => string | undefined;
  stop(): Promise<void>;
}

const googleClientId = "google-client";

/** Local servers that speak GitHub's OAuth, Google's OpenID Connect and SMTP. */
export async function startSignInServers(): Promise<SignInServers> {
  const person = { githubId: 1, googleId: "g-1", name: "", email: "", emailVerified: true };
  const github = new OAuth2Server(undefined, undefined, {
    endpoints: {
      authorize: "/login/oauth/authorize",
      token: "/login/oauth/access_token",
      userinfo: "/api/v3/user",
    },
  });
  github.service.on("beforeUserinfo", (response: { body: unknown }) => {
    const { githubId, name, email } = person;
    response.body = { id: githubId, login: name.toLowerCase(), name, email, avatar_url: null };
  });
  // GitHub speaks OAuth, not OpenID Connect: no identity token comes with the access token.
  github.service.on("beforeResponse", (response: { body: Record<string, unknown> }) => {
    delete response.body.id_token;
  });
  const google = new OAuth2Server();
  google.service.on("beforeTokenSigning", (token: { payload: Record<string, unknown> }) => {
    const { googleId, name, email, emailVerified } = person;
    Object.assign(token.payload, {
      sub: googleId,
      name,
      email,
      email_verified: emailVerified,
      aud: googleClientId,
    });
  });
  for (const server of [github, google]) {
    await server.issuer.keys.generate("RS256");
    await server.start(0, "127.0.0.1");
  }

  let mail: string | undefined;
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        mail = Buffer.concat(chunks).toString("utf8");
        done();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  const smtpPort = portOf(smtp.server.address());
  return {
    person,
    mail: () => mail,
    environment: {
      GITHUB_CLIENT_ID: "github-client",
      GITHUB_CLIENT_SECRET: "github-secret",
      GITHUB_BASE_URL: github.issuer.url ?? "",
      GOOGLE_CLIENT_ID: googleClientId,
      GOOGLE_CLIENT_SECRET: "google-secret",
      GOOGLE_ISSUER: google.issuer.url ?? "",
      EMAIL_SERVER: `smtp://127.0.0.1:${smtpPort}`,
      EMAIL_FROM: "Circuit Commons <commons@example.org>",
    },
    stop: async () => {
      await Promise.all([github.stop(), google.stop()]);
      await new Promise<void>((resolve) => smtp.close(resolve));
    },
  };
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}
