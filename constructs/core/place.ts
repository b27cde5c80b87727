import type { Naming } from "./naming";

/**
 * Where an environment's resources stand, and the ARNs that follow: known at synth, so that a policy can name a resource before
 * it exists, and Checkov can read the policy.
 */
export class Place {
  constructor(
    readonly naming: Naming,
    /** Twelve digits. */
    readonly account: string,
    /** `eu-central-1` */
    readonly region: string,
  ) {}

  /** The ARN of what the account has in the region: `arn("sqs", "pitboss-dev-queue")`. */
  arn(service: string, resource: string): string {
    return `arn:aws:${service}:${this.region}:${this.account}:${resource}`;
  }

  /** The ARN of an identity of the account, which has no region: `iamArn("role/pitboss-dev-node")`. */
  iamArn(resource: string): string {
    return `arn:aws:iam::${this.account}:${resource}`;
  }

  /** The ARN of what has no account in its name: a machine image, one of AWS's own parameters or standards. */
  accountlessArn(service: string, resource: string): string {
    return `arn:aws:${service}:${this.region}::${resource}`;
  }

  /** The ARN of an EKS cluster, by its name. */
  clusterArn(name: string): string {
    return this.arn("eks", `cluster/${name}`);
  }

  /** The name of an S3 bucket of the environment, at most 63 characters. */
  bucketName(purpose: string): string {
    return this.naming.bucket(purpose, this.account);
  }
}
