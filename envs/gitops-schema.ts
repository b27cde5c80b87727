import { z } from "zod";

/** What Argo CD is told of an environment. How large it is, `helm-values/argo-cd/<env>.yaml` says. */
export const gitops = z.strictObject({
  /** The host name that people reach Argo CD by; the edge terminates its TLS. */
  host: z
    .string()
    .regex(
      /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/,
      "expected a host name such as argocd.pitboss.example",
    ),
  /** The branch or tag of the platform's repository that the environment follows. */
  revision: z.string().regex(/^[A-Za-z0-9][\w./-]{0,99}$/, "expected a branch or a tag"),
  /**
   * How people sign in: OpenID Connect with PKCE, so that there is no client secret to keep.
   * @default only the built-in administrator, whose password Argo CD makes at its first start
   */
  signIn: z
    .strictObject({
      /** Where the identity provider's discovery document is. */
      issuer: z.url({ protocol: /^https$/, error: "expected an https:// address" }),
      clientId: z.string().min(1),
      /** The provider's group that may do everything; everybody else who signs in may look. */
      administrators: z.string().min(1),
    })
    .optional(),
});
