/** Who a statement of a resource policy or a trust policy speaks of. */
export type Principal =
  | "*"
  | { readonly AWS: string | readonly string[] }
  | { readonly Service: string | readonly string[] }
  | { readonly Federated: string };

/** `{ StringEquals: { "aws:SourceAccount": "111122223333" } }` */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** One statement of an IAM policy, in IAM's own words. */
export interface Statement {
  /** Says what the statement is for; letters and digits only. */
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: Principal;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Conditions;
}

/**
 * An IAM policy as literal JSON. Literal, because Checkov cannot see through `Fn.jsonencode`: a policy written that way
 * passes every check that it ought to fail. What a literal says, `checkov-policies/literal_policies.py` lets it read.
 */
export function policyDocument(...statements: readonly Statement[]): string {
  for (const { Sid } of statements) {
    if (!/^[A-Za-z0-9]+$/.test(Sid)) {
      throw new Error(`a statement's Sid is letters and digits, got "${Sid}"`);
    }
  }
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** The trust policy of a role that an AWS service assumes, for this account's resources alone where it can be told. */
export function serviceTrust(service: string, condition?: Conditions): string {
  return policyDocument({
    Sid: "AssumedByService",
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    ...(condition && { Condition: condition }),
  });
}

/** The pods that a role is for: those of one service account of one cluster. */
export interface PodIdentity {
  readonly clusterArn: string;
  readonly namespace: string;
  readonly serviceAccount: string;
}

/**
 * The trust policy of a role that EKS Pod Identity hands to pods. The service's principal is the same for every cluster of
 * the account, so the session tags that EKS sets narrow it: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export function podIdentityTrust({ clusterArn, namespace, serviceAccount }: PodIdentity): string {
  return policyDocument({
    Sid: "AssumedByPods",
    Effect: "Allow",
    Principal: { Service: "pods.eks.amazonaws.com" },
    Action: ["sts:AssumeRole", "sts:TagSession"],
    Condition: {
      StringEquals: {
        "aws:RequestTag/eks-cluster-arn": clusterArn,
        "aws:RequestTag/kubernetes-namespace": namespace,
        "aws:RequestTag/kubernetes-service-account": serviceAccount,
      },
    },
  });
}
