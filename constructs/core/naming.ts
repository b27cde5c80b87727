/** How long AWS lets a name be, by what it names. */
const LIMITS = {
  /** S3 bucket: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
  bucket: 63,
  /** IAM role: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
  role: 64,
  /** EKS node group, 63, less the 26 characters that Terraform's AWS provider puts after a prefix. */
  "node group prefix": 37,
  /** EventBridge rule, launch template, budget and the rest are no tighter than this. */
  resource: 64,
} as const;

const PURPOSE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * The names of one environment's resources, `<organization>-<environment>-<purpose>`: known at synth, so that another
 * layer, a policy or a person can say them without reading state.
 */
export class Naming {
  constructor(
    readonly organization: string,
    readonly environment: string,
  ) {}

  /** What every name of the environment starts with: `pitboss-dev`. */
  get prefix(): string {
    return `${this.organization}-${this.environment}`;
  }

  /** The EKS cluster's name: other layers tag with it before the cluster exists. */
  get cluster(): string {
    return this.prefix;
  }

  /** The name of a resource, at most 64 characters. */
  resource(purpose: string): string {
    return this.fitting("resource", purpose, `${this.prefix}-${purpose}`);
  }

  /** The name of an IAM role, at most 64 characters. */
  role(purpose: string): string {
    return this.fitting("role", purpose, `${this.prefix}-${purpose}`);
  }

  /** The name of an S3 bucket, at most 63 characters; the account makes it globally unique. */
  bucket(purpose: string, account: string): string {
    return this.fitting("bucket", purpose, `${this.prefix}-${purpose}-${account}`);
  }

  /** What the name of an EKS node group starts with, at most 37 characters; Terraform adds what tells it from its successor. */
  nodeGroupPrefix(purpose: string): string {
    return this.fitting("node group prefix", purpose, `${this.prefix}-${purpose}-`);
  }

  private fitting(kind: keyof typeof LIMITS, purpose: string, name: string): string {
    if (!PURPOSE.test(purpose)) {
      throw new Error(
        `${this.prefix}: expected the purpose of a ${kind} as lower case words joined by hyphens, got "${purpose}"`,
      );
    }
    if (name.length > LIMITS[kind]) {
      throw new Error(
        `${this.prefix}: expected a name of at most ${LIMITS[kind]} characters for a ${kind}, got "${name}" (${name.length})`,
      );
    }
    return name;
  }
}
