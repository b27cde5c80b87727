import { readEnvironments } from "../envs/environments";
import { decideWithin } from "../tests/iam-decision";
import { policyOf, type SynthesizedStack, synthesizeApp } from "../tests/synthesize";
import { Platform } from "./platform";

const ACCOUNT = "111122223333";
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/foundation/pitboss-dev-workload-boundary`;
const regional = (service: string, resource: string) =>
  `arn:aws:${service}:eu-central-1:${ACCOUNT}:${resource}`;
const eks = (kind: string) => () => regional("eks", `${kind}/pitboss-dev/x`);
const role = (name: unknown) => `arn:aws:iam::${ACCOUNT}:role/${String(name)}`;

type Body = Record<string, unknown>;

/** Roles are referred to by their resource where they are not named. */
const anyRole = () => role("pitboss-dev-x");
const anyBucket = () => "arn:aws:s3:::pitboss-dev-x";
const anyRule = () => regional("events", "rule/pitboss-dev-x");
const anyQueue = () => regional("sqs", "pitboss-dev-x");

/** What IAM asks of whoever makes a resource: the action, and the ARN where the action is judged by one. */
const MAKING: Readonly<Record<string, readonly [action: string, resource?: (body: Body) => string]>> = {
  aws_cloudwatch_event_rule: ["events:PutRule", ({ name }) => regional("events", `rule/${String(name)}`)],
  aws_cloudwatch_event_target: ["events:PutTargets", anyRule],
  aws_cloudwatch_log_group: [
    "logs:CreateLogGroup",
    ({ name }) => regional("logs", `log-group:${String(name)}`),
  ],
  aws_default_security_group: ["ec2:RevokeSecurityGroupEgress"],
  aws_ec2_subnet_cidr_reservation: ["ec2:CreateSubnetCidrReservation"],
  aws_ec2_tag: ["ec2:CreateTags"],
  aws_eip: ["ec2:AllocateAddress"],
  aws_eks_access_entry: ["eks:CreateAccessEntry", () => regional("eks", "cluster/pitboss-dev")],
  aws_eks_access_policy_association: ["eks:AssociateAccessPolicy", eks("access-entry")],
  aws_eks_addon: ["eks:CreateAddon", () => regional("eks", "cluster/pitboss-dev")],
  aws_eks_cluster: ["eks:CreateCluster", ({ name }) => regional("eks", `cluster/${String(name)}`)],
  aws_eks_node_group: ["eks:CreateNodegroup", () => regional("eks", "cluster/pitboss-dev")],
  aws_eks_pod_identity_association: [
    "eks:CreatePodIdentityAssociation",
    () => regional("eks", "cluster/pitboss-dev"),
  ],
  aws_flow_log: ["ec2:CreateFlowLogs"],
  aws_iam_policy: ["iam:CreatePolicy", ({ name }) => `arn:aws:iam::${ACCOUNT}:policy/${String(name)}`],
  aws_iam_role: ["iam:CreateRole", ({ name }) => role(name)],
  aws_iam_role_policy: ["iam:PutRolePolicy", anyRole],
  aws_iam_role_policy_attachment: ["iam:AttachRolePolicy", anyRole],
  aws_internet_gateway: ["ec2:CreateInternetGateway"],
  aws_launch_template: ["ec2:CreateLaunchTemplate"],
  aws_nat_gateway: ["ec2:CreateNatGateway"],
  aws_route: ["ec2:CreateRoute"],
  aws_route_table: ["ec2:CreateRouteTable"],
  aws_route_table_association: ["ec2:AssociateRouteTable"],
  aws_s3_bucket: ["s3:CreateBucket", ({ bucket }) => `arn:aws:s3:::${String(bucket)}`],
  aws_s3_bucket_lifecycle_configuration: ["s3:PutLifecycleConfiguration", anyBucket],
  aws_s3_bucket_logging: ["s3:PutBucketLogging", anyBucket],
  aws_s3_bucket_ownership_controls: ["s3:PutBucketOwnershipControls", anyBucket],
  aws_s3_bucket_policy: ["s3:PutBucketPolicy", anyBucket],
  aws_s3_bucket_public_access_block: ["s3:PutBucketPublicAccessBlock", anyBucket],
  aws_s3_bucket_server_side_encryption_configuration: ["s3:PutEncryptionConfiguration", anyBucket],
  aws_s3_bucket_versioning: ["s3:PutBucketVersioning", anyBucket],
  aws_security_group: ["ec2:CreateSecurityGroup"],
  aws_sqs_queue: ["sqs:CreateQueue", ({ name }) => regional("sqs", String(name))],
  aws_sqs_queue_policy: ["sqs:SetQueueAttributes", anyQueue],
  aws_subnet: ["ec2:CreateSubnet"],
  aws_vpc: ["ec2:CreateVpc"],
  aws_vpc_endpoint: ["ec2:CreateVpcEndpoint"],
  aws_vpc_ipv4_cidr_block_association: ["ec2:AssociateVpcCidrBlock"],
  aws_vpc_security_group_egress_rule: ["ec2:AuthorizeSecurityGroupEgress"],
  aws_vpc_security_group_ingress_rule: ["ec2:AuthorizeSecurityGroupIngress"],
};

const dev = readEnvironments().find(({ name }) => name === "dev")!;
const stacks = synthesizeApp((app) => new Platform(app, dev));
const foundation = stacks.get("dev-foundation")!;
const statementsOf = (path: string) => policyOf(foundation.at("aws_iam_policy", path)).Statement;
const boundary = statementsOf("github/boundary/policy");
const policies = ["network", "cluster", "identities"].flatMap((name) =>
  statementsOf(`github/deploy/${name}`),
);
const context = { "aws:RequestedRegion": "eu-central-1", "iam:PermissionsBoundary": BOUNDARY };
const deployed = [...stacks].filter(([name]) => name !== "dev-foundation");
const typesOf = (layers: readonly (readonly [string, SynthesizedStack])[]) =>
  layers.flatMap(([name, stack]) => stack.types().map((type) => [type, name, stack] as const));

describe("the deploy role", () => {
  it.each(typesOf(deployed))("may make each %s of %s", (type, _, stack) => {
    const [action, resourceOf = () => "*"] = MAKING[type] ?? [`whatever makes ${type}`];
    for (const body of Object.values(stack.resources(type))) {
      const resource = resourceOf(body);
      const decision = decideWithin(boundary, policies, { action, resource, context });
      expect({ action, resource, decision }).toEqual({ action, resource, decision: "allowed" });
    }
  });
});
