import { TOKEN_SECONDS } from "../chains/api-server-policies";

/** How long a client may go on with what it was handed: well within the fifth of its life that a token has left when replaced. */
const CREDENTIAL_SECONDS = 300;

const FILE = "token";
const AUDIENCE = /^[a-z][a-z0-9-]{0,40}$/;

/** A volume of a pod, and where a container has it. */
export interface MountedVolume {
  readonly volumes: readonly Readonly<Record<string, unknown>>[];
  readonly volumeMounts: readonly Readonly<Record<string, unknown>>[];
}

/** How a Kubernetes client runs a command for its credentials. */
export interface ExecCredentialCommand {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * A token of a pod's own service account for one audience, which Kubernetes renews on the pod's disk: proof of who the pod is,
 * to an API that trusts this cluster's issuer. It is never in a Secret, in state or in Git.
 */
export class ProjectedToken {
  /**
   * @param audience whom the token is for, and so the only one that it works with: `hetzner-dev`.
   * @throws when it is not lower case letters, digits and hyphens.
   */
  constructor(readonly audience: string) {
    if (!AUDIENCE.test(audience)) {
      throw new Error(`expected an audience of lower case letters, digits and hyphens, got "${audience}"`);
    }
  }

  /** Where the token lies in the container. */
  get file(): string {
    return `${this.folder}/${FILE}`;
  }

  /** What the pod needs to have the token, as charts take it. */
  get mounted(): MountedVolume {
    const name = `token-${this.audience}`;
    const serviceAccountToken = {
      audience: this.audience,
      expirationSeconds: TOKEN_SECONDS,
      path: FILE,
    };
    return {
      volumes: [{ name, projected: { sources: [{ serviceAccountToken }] } }],
      volumeMounts: [{ name, mountPath: this.folder, readOnly: true }],
    };
  }

  /** How a client in the container gets the token, from a shell and `date` alone: Argo CD's image has no tool for it. */
  credentialCommand(file: string = this.file): ExecCredentialCommand {
    const apiVersion = "client.authentication.k8s.io/v1";
    const credential = {
      apiVersion,
      kind: "ExecCredential",
      status: { token: "%s", expirationTimestamp: "%s" },
    };
    const script = [
      `token=$(cat ${file}) || exit`,
      `until=$(date -u -d @$(($(date +%s) + ${CREDENTIAL_SECONDS})) +%Y-%m-%dT%H:%M:%SZ) || exit`,
      `printf '${JSON.stringify(credential)}' "$token" "$until"`,
    ];
    return { apiVersion, command: "sh", args: ["-c", script.join("\n")] };
  }

  private get folder(): string {
    return `/var/run/secrets/${this.audience}`;
  }
}
