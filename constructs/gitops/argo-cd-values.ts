import type { HelmValues } from "./chart-values";
import type { ProjectedToken } from "./projected-token";

/** How people sign in: OpenID Connect with PKCE, so that no client secret is kept. */
export interface SignIn {
  /** Where the identity provider's discovery document is. */
  readonly issuer: string;
  readonly clientId: string;
  /** The provider's group that may do everything. */
  readonly administrators: string;
}

export interface ArgoCdValuesProps {
  /** The host name that people reach it by. */
  readonly host: string;
  /** @default only the built-in administrator */
  readonly signIn?: SignIn | undefined;
  /** What its pods sign in to other clusters with. @default there are none */
  readonly tokens?: readonly ProjectedToken[];
}

/** What the argo-cd chart must be told of an environment, beside its files of values. */
export function argoCdValues({ host, signIn, tokens = [] }: ArgoCdValuesProps): HelmValues {
  const mounts = {
    volumes: tokens.flatMap(({ mounted }) => mounted.volumes),
    volumeMounts: tokens.flatMap(({ mounted }) => mounted.volumeMounts),
  };
  return {
    global: { domain: host },
    configs: {
      cm: {
        url: `https://${host}`,
        "admin.enabled": signIn === undefined,
        ...(signIn !== undefined && { "oidc.config": oidc(signIn) }),
      },
      rbac: {
        "policy.csv": signIn === undefined ? "" : `g, ${JSON.stringify(signIn.administrators)}, role:admin\n`,
      },
    },
    ...(tokens.length > 0 && { controller: mounts, server: mounts }),
  };
}

/** JSON is YAML, which is what Argo CD reads it as. */
function oidc({ issuer, clientId }: SignIn): string {
  return JSON.stringify({
    name: "Single sign-on",
    issuer,
    clientID: clientId,
    enablePKCEAuthentication: true,
    requestedScopes: ["openid", "profile", "email", "groups"],
  });
}
