import { decider, here, permissions, place } from "./__fixtures__/deployer";
import { deployData } from "./deploy-data";

const may = decider(deployData(permissions));
const DATA_KEY = permissions.dataKeyArn;
const arn = (service: string, resource: string) => place.arn(service, resource);

describe("deploying the data layer", () => {
  it.each([
    ["rds:CreateDBInstance", "rds", "db:pitboss-test-ledger"],
    ["rds:CreateDBCluster", "rds", "cluster:pitboss-test-documents"],
    ["rds:CreateDBSubnetGroup", "rds", "subgrp:pitboss-test-ledger"],
    ["elasticache:CreateReplicationGroup", "elasticache", "replicationgroup:pitboss-test-cache"],
    ["kafka:CreateCluster", "kafka", "cluster/pitboss-test-events/0-0"],
    ["kafka:CreateConfiguration", "kafka", "configuration/pitboss-test-events/0-0"],
    ["logs:CreateLogGroup", "logs", "log-group:/aws/rds/instance/pitboss-test-ledger/postgresql"],
  ])("allows %s for the environment and for no other", (action, service, resource) => {
    expect(may(action, arn(service, resource))).toBe("allowed");
    expect(may(action, arn(service, resource.replace("pitboss-test", "pitboss-prod")))).toBe("not allowed");
  });

  it.each(["rds:CreateDBInstance", "rds:ModifyDBCluster"])(
    "lets %s use AWS's own groups, and change none",
    (action) => {
      expect(may(action, arn("rds", "og:default:postgres-17"))).toBe("allowed");
      expect(may("rds:ModifyDBParameterGroup", arn("rds", "pg:default.postgres17"))).toBe("not allowed");
    },
  );

  it("leaves a final snapshot, and shares and deletes none", () => {
    const snapshot = arn("rds", "snapshot:pitboss-test-ledger-final");
    expect(may("rds:CreateDBSnapshot", snapshot)).toBe("allowed");
    for (const action of ["rds:ModifyDBSnapshotAttribute", "rds:DeleteDBSnapshot", "rds:CopyDBSnapshot"]) {
      expect(may(action, snapshot)).toBe("not allowed");
    }
  });

  it("extends the disks of brokers, and scales nothing else", () => {
    const target = arn("application-autoscaling", "scalable-target/1");
    const scale = (service: string) =>
      may("application-autoscaling:PutScalingPolicy", target, {
        "application-autoscaling:service-namespace": service,
      });
    expect(scale("kafka")).toBe("allowed");
    expect(scale("dynamodb")).toBe("not allowed");
  });

  it("lets databases keep their password, and reads no secret", () => {
    const secret = arn("secretsmanager", "secret:rds!db-1");
    expect(may("secretsmanager:CreateSecret", secret)).toBe("allowed");
    expect(may("secretsmanager:GetSecretValue", secret)).toBe("not allowed");
    expect(may("secretsmanager:PutSecretValue", secret)).toBe("not allowed");
  });

  it("lends the data's key to stores alone, and uses it no other way", () => {
    const lend = (service: string) =>
      may("kms:CreateGrant", DATA_KEY, {
        ...here,
        "kms:ViaService": `${service}.eu-central-1.amazonaws.com`,
      });
    expect(lend("rds")).toBe("allowed");
    expect(lend("backup")).toBe("not allowed");
    expect(may("kms:Decrypt", DATA_KEY)).toBe("not allowed");
  });
});
