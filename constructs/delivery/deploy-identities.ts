import type { Statement } from "../core/policy-document";
import type { DeployPermissionsProps } from "./deploy-permissions";

/** The services that roles of our layers work for. */
const PASSED_TO = [
  "backup.amazonaws.com",
  "ec2.amazonaws.com",
  "eks.amazonaws.com",
  "monitoring.rds.amazonaws.com",
  "pods.eks.amazonaws.com",
  "rolesanywhere.amazonaws.com",
];

/** The services whose own roles come with the first thing that an account has of them: a cluster, a database, a vault. */
const LINKED_SERVICES = [
  "autoscaling.amazonaws.com",
  "backup.amazonaws.com",
  // Brokers and caches deliver their logs by it.
  "delivery.logs.amazonaws.com",
  "eks-nodegroup.amazonaws.com",
  "eks.amazonaws.com",
  "elasticache.amazonaws.com",
  "elasticloadbalancing.amazonaws.com",
  // An alarm recovers a machine by it: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-service-linked-roles.html
  "events.amazonaws.com",
  "kafka.amazonaws.com",
  "kafka.application-autoscaling.amazonaws.com",
  // DocumentDB has none of its own.
  "rds.amazonaws.com",
  "rolesanywhere.amazonaws.com",
];

/** Makes the roles of the layers, none without the boundary, and hands them to the services that need them. */
export function deployIdentities({ place, workloadBoundaryArn }: DeployPermissionsProps): Statement[] {
  const own = (kind: "role" | "policy"): string => place.iamArn(`${kind}/${place.naming.prefix}-*`);
  return [
    {
      Sid: "MakeBoundedRoles",
      Effect: "Allow",
      Action: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
      ],
      Resource: own("role"),
      Condition: { StringEquals: { "iam:PermissionsBoundary": workloadBoundaryArn } },
    },
    {
      Sid: "MaintainRoles",
      Effect: "Allow",
      Action: [
        "iam:DeleteRole",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      Resource: own("role"),
    },
    {
      Sid: "MakePolicies",
      Effect: "Allow",
      Action: [
        "iam:CreatePolicy",
        "iam:CreatePolicyVersion",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:TagPolicy",
        "iam:UntagPolicy",
      ],
      Resource: own("policy"),
    },
    {
      Sid: "HandRolesToServices",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: own("role"),
      Condition: { StringEquals: { "iam:PassedToService": PASSED_TO } },
    },
    {
      Sid: "LetServicesMakeTheirRoles",
      Effect: "Allow",
      Action: "iam:CreateServiceLinkedRole",
      Resource: place.iamArn("role/aws-service-role/*"),
      Condition: { StringEquals: { "iam:AWSServiceName": LINKED_SERVICES } },
    },
  ];
}
