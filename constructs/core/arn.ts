/** The ARN of a bucket; its name alone decides it. */
export function bucketArn(name: string): string {
  return `arn:aws:s3:::${name}`;
}

/** The ARN of one of AWS's own policies, by the name that IAM lists it under: `service-role/AmazonEBSCSIDriverPolicyV2`. */
export function managedPolicyArn(name: string): string {
  return `arn:aws:iam::aws:policy/${name}`;
}
