import type { Place } from "../core/place";
import type { Statement } from "../core/policy-document";
import { type DeployPermissionsProps, inRegion, lendKey, LOG_GROUP_ACTIONS } from "./deploy-permissions";

/**
 * Makes the stores of the data layer: databases, caches and brokers. Nothing here reads what a store holds, or shares or
 * deletes a snapshot; a final one is made where a database ends.
 */
export function deployData({ place, dataKeyArn }: DeployPermissionsProps): Statement[] {
  return [
    ...databases(place),
    ...caches(place),
    ...brokers(place),
    ...logs(place),
    ...lendKey({
      sid: "LendKeyToStores",
      place,
      keyArn: dataKeyArn,
      services: ["elasticache", "kafka", "rds", "secretsmanager"],
    }),
  ];
}

/** DocumentDB is made through the API of RDS, under its names. */
function databases(place: Place): Statement[] {
  const kinds = ["cluster", "cluster-pg", "cluster-snapshot", "db", "pg", "snapshot", "subgrp"];
  return [
    {
      Sid: "MakeDatabases",
      Effect: "Allow",
      Action: [
        "rds:AddTagsToResource",
        "rds:CreateDBCluster",
        "rds:CreateDBClusterParameterGroup",
        "rds:CreateDBClusterSnapshot",
        "rds:CreateDBInstance",
        "rds:CreateDBParameterGroup",
        "rds:CreateDBSnapshot",
        "rds:CreateDBSubnetGroup",
        "rds:DeleteDBCluster",
        "rds:DeleteDBClusterParameterGroup",
        "rds:DeleteDBInstance",
        "rds:DeleteDBParameterGroup",
        "rds:DeleteDBSubnetGroup",
        "rds:ModifyDBCluster",
        "rds:ModifyDBClusterParameterGroup",
        "rds:ModifyDBInstance",
        "rds:ModifyDBParameterGroup",
        "rds:ModifyDBSubnetGroup",
        "rds:RebootDBInstance",
        "rds:RemoveTagsFromResource",
        "rds:ResetDBClusterParameterGroup",
        "rds:ResetDBParameterGroup",
      ],
      Resource: kinds.map((kind) => place.arn("rds", `${kind}:${ownName(place)}`)),
    },
    {
      // A database is judged by its groups too, and has AWS's own where it names none.
      Sid: "UseDefaultGroupsOfDatabases",
      Effect: "Allow",
      Action: ["rds:CreateDBCluster", "rds:CreateDBInstance", "rds:ModifyDBCluster", "rds:ModifyDBInstance"],
      Resource: ["og", "pg"].map((kind) => place.arn("rds", `${kind}:default*`)),
    },
    {
      // RDS and DocumentDB make the secret in the caller's name, and choose its name themselves:
      // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
      Sid: "LetDatabasesKeepTheirPassword",
      Effect: "Allow",
      Action: ["secretsmanager:CreateSecret", "secretsmanager:RotateSecret", "secretsmanager:TagResource"],
      Resource: place.arn("secretsmanager", "secret:rds!*"),
    },
  ];
}

function caches(place: Place): Statement[] {
  const kinds = [
    "cluster",
    "parametergroup",
    "replicationgroup",
    "snapshot",
    "subnetgroup",
    "user",
    "usergroup",
  ];
  return [
    {
      Sid: "MakeCaches",
      Effect: "Allow",
      Action: [
        "elasticache:AddTagsToResource",
        "elasticache:CreateCacheParameterGroup",
        "elasticache:CreateCacheSubnetGroup",
        "elasticache:CreateReplicationGroup",
        "elasticache:CreateUser",
        "elasticache:CreateUserGroup",
        "elasticache:DecreaseReplicaCount",
        "elasticache:DeleteCacheParameterGroup",
        "elasticache:DeleteCacheSubnetGroup",
        "elasticache:DeleteReplicationGroup",
        "elasticache:DeleteUser",
        "elasticache:DeleteUserGroup",
        "elasticache:IncreaseReplicaCount",
        "elasticache:ModifyCacheParameterGroup",
        "elasticache:ModifyCacheSubnetGroup",
        "elasticache:ModifyReplicationGroup",
        "elasticache:ModifyReplicationGroupShardConfiguration",
        "elasticache:ModifyUser",
        "elasticache:ModifyUserGroup",
        "elasticache:RemoveTagsFromResource",
        "elasticache:ResetCacheParameterGroup",
      ],
      Resource: kinds.map((kind) => place.arn("elasticache", `${kind}:${ownName(place)}`)),
    },
    {
      Sid: "UseDefaultGroupsOfCaches",
      Effect: "Allow",
      Action: ["elasticache:CreateReplicationGroup", "elasticache:ModifyReplicationGroup"],
      Resource: place.arn("elasticache", "parametergroup:default*"),
    },
  ];
}

function brokers(place: Place): Statement[] {
  const scalable = place.arn("application-autoscaling", "scalable-target/*");
  return [
    {
      Sid: "MakeBrokers",
      Effect: "Allow",
      Action: [
        "kafka:CreateCluster",
        "kafka:CreateClusterV2",
        "kafka:CreateConfiguration",
        "kafka:DeleteCluster",
        "kafka:DeleteConfiguration",
        "kafka:RebootBroker",
        "kafka:TagResource",
        "kafka:UntagResource",
        "kafka:UpdateBrokerCount",
        "kafka:UpdateBrokerStorage",
        "kafka:UpdateBrokerType",
        "kafka:UpdateClusterConfiguration",
        "kafka:UpdateClusterKafkaVersion",
        "kafka:UpdateConfiguration",
        "kafka:UpdateConnectivity",
        "kafka:UpdateMonitoring",
        "kafka:UpdateSecurity",
        "kafka:UpdateStorage",
      ],
      Resource: ["cluster", "configuration"].map((kind) => place.arn("kafka", `${kind}/${ownName(place)}/*`)),
    },
    {
      // What extends the brokers' disks; MSK alone, for other services scale by the same API.
      Sid: "ExtendBrokers",
      Effect: "Allow",
      Action: [
        "application-autoscaling:DeleteScalingPolicy",
        "application-autoscaling:DeregisterScalableTarget",
        "application-autoscaling:PutScalingPolicy",
        "application-autoscaling:RegisterScalableTarget",
      ],
      Resource: scalable,
      Condition: { StringEquals: { "application-autoscaling:service-namespace": "kafka" } },
    },
    {
      Sid: "TagWhatExtendsBrokers",
      Effect: "Allow",
      Action: ["application-autoscaling:TagResource", "application-autoscaling:UntagResource"],
      Resource: scalable,
    },
  ];
}

function logs(place: Place): Statement[] {
  const { prefix } = place.naming;
  const groups = [
    `/${prefix}/*`,
    ...["rds/instance", "rds/cluster", "docdb", "elasticache", "msk"].map(
      (kind) => `/aws/${kind}/${prefix}-*`,
    ),
  ];
  return [
    {
      Sid: "MakeLogGroupsOfStores",
      Effect: "Allow",
      Action: LOG_GROUP_ACTIONS,
      Resource: groups.map((group) => place.arn("logs", `log-group:${group}`)),
    },
    {
      // MSK and ElastiCache let CloudWatch admit them in the caller's name, which AWS judges by no resource:
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
      Sid: "DeliverLogsOfStores",
      Effect: "Allow",
      Action: ["logs:GetLogDelivery", "logs:PutResourcePolicy", "logs:UpdateLogDelivery"],
      Resource: "*",
      Condition: inRegion(place),
    },
  ];
}

function ownName({ naming }: Place): string {
  return `${naming.prefix}-*`;
}
