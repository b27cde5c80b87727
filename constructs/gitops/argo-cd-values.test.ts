import { argoCdValues } from "./argo-cd-values";
import { ProjectedToken } from "./projected-token";

const signIn = {
  issuer: "https://login.example/realms/staff",
  clientId: "argocd",
  administrators: "platform",
};

describe("what Argo CD is told of an environment", () => {
  it("is who may sign in, without a secret, and who of them may do everything", () => {
    const { configs } = argoCdValues({ host: "argocd.example.com", signIn }) as {
      configs: { cm: Record<string, unknown>; rbac: Record<string, string> };
    };
    expect(configs.cm).toMatchObject({ url: "https://argocd.example.com", "admin.enabled": false });
    expect(JSON.parse(configs.cm["oidc.config"] as string)).toEqual({
      name: "Single sign-on",
      issuer: "https://login.example/realms/staff",
      clientID: "argocd",
      enablePKCEAuthentication: true,
      requestedScopes: ["openid", "profile", "email", "groups"],
    });
    expect(configs.rbac["policy.csv"]).toBe('g, "platform", role:admin\n');
  });

  it("is that only its own administrator may, where nobody else can", () => {
    expect(argoCdValues({ host: "argocd.example.com" })).toEqual({
      global: { domain: "argocd.example.com" },
      configs: {
        cm: { url: "https://argocd.example.com", "admin.enabled": true },
        rbac: { "policy.csv": "" },
      },
    });
  });

  it("gives the token for another cluster to the pods that talk to clusters, and to no other", () => {
    const values = argoCdValues({ host: "a.example", tokens: [new ProjectedToken("hetzner-dev")] });
    expect(Object.keys(values)).toEqual(["global", "configs", "controller", "server"]);
    expect(values.controller).toEqual(values.server);
    expect(values.controller).toMatchObject({
      volumeMounts: [{ mountPath: "/var/run/secrets/hetzner-dev" }],
    });
  });
});
