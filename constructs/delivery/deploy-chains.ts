import type { Statement } from "../core/policy-document";
import { type DeployPermissionsProps, inRegion, ownIn } from "./deploy-permissions";

/**
 * Makes what the chains layer has on AWS: the gateway to Hetzner, the identities of machines outside AWS, and the places of
 * their secrets, which it may make and can never read.
 */
export function deployChains({ place }: DeployPermissionsProps): Statement[] {
  const { prefix } = place.naming;
  const placesOfSecrets = place.arn("secretsmanager", `secret:${prefix}/chains/*`);
  return [
    {
      Sid: "MakeGatewayInterfaces",
      Effect: "Allow",
      Action: "ec2:CreateNetworkInterface",
      Resource: "*",
      Condition: inRegion(place),
    },
    {
      // A machine and its interface are judged by their security groups too, which another layer may have made.
      Sid: "ChangeOwnGateways",
      Effect: "Allow",
      Action: [
        "ec2:AttachNetworkInterface",
        "ec2:DetachNetworkInterface",
        "ec2:ModifyInstanceAttribute",
        "ec2:ModifyInstanceCreditSpecification",
        "ec2:ModifyInstanceMaintenanceOptions",
        "ec2:ModifyInstanceMetadataOptions",
        "ec2:ModifyNetworkInterfaceAttribute",
        "ec2:MonitorInstances",
        "ec2:UnmonitorInstances",
      ],
      Resource: "*",
      Condition: ownIn(place),
    },
    {
      // Of this layer alone: the nodes of the cluster carry the tag of Pitboss too.
      Sid: "EndOwnGateways",
      Effect: "Allow",
      Action: [
        "ec2:DeleteNetworkInterface",
        "ec2:StartInstances",
        "ec2:StopInstances",
        "ec2:TerminateInstances",
      ],
      Resource: "*",
      Condition: ownIn(place, "chains"),
    },
    {
      Sid: "MakeInstanceProfiles",
      Effect: "Allow",
      Action: [
        "iam:AddRoleToInstanceProfile",
        "iam:CreateInstanceProfile",
        "iam:DeleteInstanceProfile",
        "iam:RemoveRoleFromInstanceProfile",
        "iam:TagInstanceProfile",
        "iam:UntagInstanceProfile",
      ],
      Resource: place.iamArn(`instance-profile/${prefix}-*`),
    },
    {
      // AWS judges the making of an anchor or a profile by no resource.
      Sid: "TrustMachines",
      Effect: "Allow",
      Action: ["rolesanywhere:CreateProfile", "rolesanywhere:CreateTrustAnchor", "rolesanywhere:TagResource"],
      Resource: "*",
      Condition: inRegion(place),
    },
    {
      Sid: "MaintainOwnTrust",
      Effect: "Allow",
      Action: [
        "rolesanywhere:DeleteAttributeMapping",
        "rolesanywhere:DeleteProfile",
        "rolesanywhere:DeleteTrustAnchor",
        "rolesanywhere:DisableProfile",
        "rolesanywhere:DisableTrustAnchor",
        "rolesanywhere:EnableProfile",
        "rolesanywhere:EnableTrustAnchor",
        "rolesanywhere:PutAttributeMapping",
        "rolesanywhere:PutNotificationSettings",
        "rolesanywhere:ResetNotificationSettings",
        "rolesanywhere:UntagResource",
        "rolesanywhere:UpdateProfile",
        "rolesanywhere:UpdateTrustAnchor",
      ],
      Resource: ["profile", "trust-anchor"].map((kind) => place.arn("rolesanywhere", `${kind}/*`)),
      Condition: ownIn(place),
    },
    {
      Sid: "MakePlacesOfSecrets",
      Effect: "Allow",
      Action: [
        "secretsmanager:CreateSecret",
        "secretsmanager:DeleteResourcePolicy",
        "secretsmanager:DeleteSecret",
        "secretsmanager:TagResource",
        "secretsmanager:UntagResource",
        "secretsmanager:UpdateSecret",
      ],
      Resource: placesOfSecrets,
    },
    {
      // A secret's own policy says who else may not read it; none can open it to other accounts.
      Sid: "CloseSecrets",
      Effect: "Allow",
      Action: "secretsmanager:PutResourcePolicy",
      Resource: placesOfSecrets,
      Condition: { Bool: { "secretsmanager:BlockPublicPolicy": "true" } },
    },
  ];
}
