import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { policyOf, synthesize } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { policyDocument, type Statement } from "../core/policy-document";
import {
  CONTROLLER_PERMISSIONS,
  type ControllerPermissionProps,
  ControllerPolicies,
} from "./controller-policies";

const props: ControllerPermissionProps = {
  clusterName: "blue",
  place: new Place(new Naming("pitboss", "dev"), "111122223333", "eu-central-1"),
  nodeRoleArn: "arn:aws:iam::111122223333:role/node",
  queueArn: "arn:aws:sqs:eu-central-1:111122223333:queue",
  queueKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/messages",
};

interface Facts {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Record<string, unknown>;
}

const listed = (value: string | readonly string[] | undefined): string[] => [value ?? []].flat().sort();

/** What statements say, by their id, whatever order they say it in. */
function factsOf(statements: readonly Statement[]): Record<string, Facts> {
  return Object.fromEntries(
    statements.map(({ Sid, Action, Resource, Condition }) => [
      Sid,
      {
        actions: listed(Action),
        resources: listed(Resource),
        ...(Condition && { conditions: Condition }),
      },
    ]),
  );
}

const launch = ["ec2:CreateFleet", "ec2:RunInstances"];
const launched = [
  "arn:aws:ec2:eu-central-1:*:fleet/*",
  "arn:aws:ec2:eu-central-1:*:instance/*",
  "arn:aws:ec2:eu-central-1:*:launch-template/*",
  "arn:aws:ec2:eu-central-1:*:network-interface/*",
  "arn:aws:ec2:eu-central-1:*:spot-instances-request/*",
  "arn:aws:ec2:eu-central-1:*:volume/*",
];
const ownedByNodePool = {
  StringEquals: { "aws:ResourceTag/kubernetes.io/cluster/blue": "owned" },
  StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": "*" },
};
const profiles = ["arn:aws:iam::111122223333:instance-profile/*"];

/** Karpenter's CloudFormation template (v1.12 to v1.14), read by hand. */
const TEMPLATE: Record<keyof typeof CONTROLLER_PERMISSIONS, Record<string, Facts>> = {
  "node-lifecycle": {
    AllowScopedEC2InstanceAccessActions: {
      actions: launch,
      resources: [
        "arn:aws:ec2:eu-central-1:*:capacity-reservation/*",
        "arn:aws:ec2:eu-central-1:*:placement-group/*",
        "arn:aws:ec2:eu-central-1:*:security-group/*",
        "arn:aws:ec2:eu-central-1:*:subnet/*",
        "arn:aws:ec2:eu-central-1::image/*",
        "arn:aws:ec2:eu-central-1::snapshot/*",
      ],
    },
    AllowScopedEC2LaunchTemplateAccessActions: {
      actions: launch,
      resources: ["arn:aws:ec2:eu-central-1:*:launch-template/*"],
      conditions: ownedByNodePool,
    },
    AllowScopedEC2InstanceActionsWithTags: {
      actions: ["ec2:CreateFleet", "ec2:CreateLaunchTemplate", "ec2:RunInstances"],
      resources: launched,
      conditions: {
        StringEquals: {
          "aws:RequestTag/kubernetes.io/cluster/blue": "owned",
          "aws:RequestTag/eks:eks-cluster-name": "blue",
        },
        StringLike: { "aws:RequestTag/karpenter.sh/nodepool": "*" },
      },
    },
    AllowScopedResourceCreationTagging: {
      actions: ["ec2:CreateTags"],
      resources: launched,
      conditions: {
        StringEquals: {
          "aws:RequestTag/kubernetes.io/cluster/blue": "owned",
          "aws:RequestTag/eks:eks-cluster-name": "blue",
          "ec2:CreateAction": ["RunInstances", "CreateFleet", "CreateLaunchTemplate"],
        },
        StringLike: { "aws:RequestTag/karpenter.sh/nodepool": "*" },
      },
    },
    AllowScopedResourceTagging: {
      actions: ["ec2:CreateTags"],
      resources: ["arn:aws:ec2:eu-central-1:*:instance/*"],
      conditions: {
        ...ownedByNodePool,
        StringEqualsIfExists: { "aws:RequestTag/eks:eks-cluster-name": "blue" },
        "ForAllValues:StringEquals": {
          "aws:TagKeys": ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"],
        },
      },
    },
    AllowScopedDeletion: {
      actions: ["ec2:DeleteLaunchTemplate", "ec2:TerminateInstances"],
      resources: ["arn:aws:ec2:eu-central-1:*:instance/*", "arn:aws:ec2:eu-central-1:*:launch-template/*"],
      conditions: ownedByNodePool,
    },
  },
  "iam-integration": {
    AllowPassingInstanceRole: {
      actions: ["iam:PassRole"],
      resources: ["arn:aws:iam::111122223333:role/node"],
      conditions: {
        StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"] },
      },
    },
    AllowScopedInstanceProfileCreationActions: {
      actions: ["iam:CreateInstanceProfile"],
      resources: profiles,
      conditions: {
        StringEquals: {
          "aws:RequestTag/kubernetes.io/cluster/blue": "owned",
          "aws:RequestTag/eks:eks-cluster-name": "blue",
          "aws:RequestTag/topology.kubernetes.io/region": "eu-central-1",
        },
        StringLike: { "aws:RequestTag/karpenter.k8s.aws/ec2nodeclass": "*" },
      },
    },
    AllowScopedInstanceProfileTagActions: {
      actions: ["iam:TagInstanceProfile"],
      resources: profiles,
      conditions: {
        StringEquals: {
          "aws:ResourceTag/kubernetes.io/cluster/blue": "owned",
          "aws:ResourceTag/topology.kubernetes.io/region": "eu-central-1",
          "aws:RequestTag/kubernetes.io/cluster/blue": "owned",
          "aws:RequestTag/eks:eks-cluster-name": "blue",
          "aws:RequestTag/topology.kubernetes.io/region": "eu-central-1",
        },
        StringLike: {
          "aws:ResourceTag/karpenter.k8s.aws/ec2nodeclass": "*",
          "aws:RequestTag/karpenter.k8s.aws/ec2nodeclass": "*",
        },
      },
    },
    AllowScopedInstanceProfileActions: {
      actions: [
        "iam:AddRoleToInstanceProfile",
        "iam:DeleteInstanceProfile",
        "iam:RemoveRoleFromInstanceProfile",
      ],
      resources: profiles,
      conditions: {
        StringEquals: {
          "aws:ResourceTag/kubernetes.io/cluster/blue": "owned",
          "aws:ResourceTag/topology.kubernetes.io/region": "eu-central-1",
        },
        StringLike: { "aws:ResourceTag/karpenter.k8s.aws/ec2nodeclass": "*" },
      },
    },
  },
  "eks-integration": {
    AllowAPIServerEndpointDiscovery: {
      actions: ["eks:DescribeCluster"],
      resources: ["arn:aws:eks:eu-central-1:111122223333:cluster/blue"],
    },
  },
  interruption: {
    AllowInterruptionQueueActions: {
      actions: ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
      resources: ["arn:aws:sqs:eu-central-1:111122223333:queue"],
    },
  },
  "zonal-shift": {
    AllowZonalShiftStatusReadOnly: {
      actions: ["arc-zonal-shift:GetManagedResource"],
      resources: ["*"],
      conditions: {
        StringEquals: {
          "arc-zonal-shift:ResourceIdentifier": "arn:aws:eks:eu-central-1:111122223333:cluster/blue",
        },
      },
    },
  },
  "resource-discovery": {
    AllowRegionalReadActions: {
      actions: [
        "ec2:DescribeCapacityReservations",
        "ec2:DescribeImages",
        "ec2:DescribeInstanceStatus",
        "ec2:DescribeInstanceTypeOfferings",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeInstances",
        "ec2:DescribeLaunchTemplates",
        "ec2:DescribePlacementGroups",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSpotPriceHistory",
        "ec2:DescribeSubnets",
      ],
      resources: ["*"],
      conditions: { StringEquals: { "aws:RequestedRegion": "eu-central-1" } },
    },
    AllowSSMReadActions: {
      actions: ["ssm:GetParameter"],
      resources: ["arn:aws:ssm:eu-central-1::parameter/aws/service/*"],
    },
    AllowPricingReadActions: { actions: ["pricing:GetProducts"], resources: ["*"] },
    AllowUnscopedInstanceProfileListAction: { actions: ["iam:ListInstanceProfiles"], resources: ["*"] },
    AllowInstanceProfileReadActions: { actions: ["iam:GetInstanceProfile"], resources: profiles },
  },
};

/** What we add to the template: its queue needs no permission to decrypt, ours does. */
const OURS: Record<string, Record<string, Facts>> = {
  interruption: {
    AllowInterruptionQueueDecryption: {
      actions: ["kms:Decrypt"],
      resources: ["arn:aws:kms:eu-central-1:111122223333:key/messages"],
      conditions: { StringEquals: { "kms:ViaService": "sqs.eu-central-1.amazonaws.com" } },
    },
  },
};

const policies = Object.entries(CONTROLLER_PERMISSIONS);

describe("a policy of Karpenter's controller", () => {
  it.each(policies)(
    "%s allows letter for letter what Karpenter's own template allows",
    (name, permissions) => {
      const template = TEMPLATE[name as keyof typeof TEMPLATE];
      expect(factsOf(permissions(props))).toEqual({ ...template, ...OURS[name] });
      expect(permissions(props).every(({ Effect }) => Effect === "Allow")).toBe(true);
    },
  );

  it.each(policies)("%s fits into the 6,144 characters of a managed policy", (_, permissions) => {
    const place = new Place(new Naming("pitboss", "dev"), "111122223333", "ap-southeast-1");
    const longest = { ...props, clusterName: "c".repeat(100), place };
    expect(policyDocument(...permissions(longest)).length).toBeLessThanOrEqual(6144);
  });
});

describe("the six policies together", () => {
  const everywhere = policies
    .flatMap(([, permissions]) => permissions(props))
    .filter(({ Resource }) => listed(Resource).includes("*"));
  const actionsOf = (statements: readonly Statement[]) =>
    statements.flatMap(({ Action }) => listed(Action)).sort();

  it("confine every action by its resource or by a condition, except two that AWS cannot confine", () => {
    const unconfined = everywhere.filter(({ Condition }) => Condition === undefined);
    expect(actionsOf(unconfined)).toEqual(["iam:ListInstanceProfiles", "pricing:GetProducts"]);
  });

  it("only read where they name no resource", () => {
    expect(actionsOf(everywhere).filter((action) => !/:(Describe|Get|List)/.test(action))).toEqual([]);
  });

  it("are attached to the controller's role, each as a managed policy with a name known beforehand", () => {
    const stack = synthesize((scope) => {
      const controllerRole = new IamRole(scope, "role", { name: "controller", assumeRolePolicy: "{}" });
      new ControllerPolicies(scope, "policies", { ...props, controllerRole });
    });
    for (const [name, permissions] of policies) {
      const policy = stack.at("aws_iam_policy", `policies/${name}`);
      expect(policy.name).toBe(`pitboss-dev-karpenter-${name}`);
      expect(policyOf(policy).Statement).toEqual(permissions(props));
      expect(stack.at("aws_iam_role_policy_attachment", `policies/${name}-attachment`)).toMatchObject({
        role: expect.stringMatching(/^\$\{aws_iam_role\.role\.name\}$/),
        policy_arn: expect.stringMatching(
          new RegExp(`^\\$\\{aws_iam_policy\\.policies_${name}_\\w+\\.arn\\}$`),
        ),
      });
    }
    expect(Object.keys(stack.resources("aws_iam_policy"))).toHaveLength(6);
  });
});
