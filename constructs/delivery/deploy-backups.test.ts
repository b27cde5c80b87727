import { decide } from "../../tests/iam-decision";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { deployBackups } from "./deploy-backups";

const BOUNDARY = "arn:aws:iam::111122223333:policy/foundation/pitboss-test-workload-boundary";
const BACKUPS_KEY = "arn:aws:kms:eu-central-1:111122223333:key/backups";
const statements = deployBackups({
  place: new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1"),
  workloadBoundaryArn: BOUNDARY,
  clusterKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/cluster",
  backupsKeyArn: BACKUPS_KEY,
  dataKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/data",
});
const here = { "aws:RequestedRegion": "eu-central-1" };
const arn = (service: string, resource: string) => `arn:aws:${service}:eu-central-1:111122223333:${resource}`;
const may = (action: string, resource = "*", context: Record<string, string> = here) =>
  decide(statements, { action, resource, context });

describe("deploying backups", () => {
  it("makes vaults of the environment and of no other", () => {
    expect(may("backup:CreateBackupVault", arn("backup", "backup-vault:pitboss-test-backups"))).toBe(
      "allowed",
    );
    expect(may("backup:CreateBackupVault", arn("backup", "backup-vault:pitboss-prod-backups"))).toBe(
      "not allowed",
    );
  });

  it("makes tests of restoring, whose names have no hyphens", () => {
    const test = (name: string) =>
      may("backup:CreateRestoreTestingPlan", arn("backup", `restore-testing-plan:${name}`));
    expect(test("pitboss_test_restores-1")).toBe("allowed");
    expect(test("pitboss_prod_restores-1")).toBe("not allowed");
  });

  it("changes the plans that Pitboss made, and ends no recovery point", () => {
    const plan = arn("backup", "backup-plan:1");
    expect(may("backup:UpdateBackupPlan", plan, { ...here, "aws:ResourceTag/managed-by": "pitboss" })).toBe(
      "allowed",
    );
    expect(may("backup:UpdateBackupPlan", plan)).toBe("not allowed");
    for (const action of ["backup:DeleteRecoveryPoint", "backup:DeleteBackupVaultLockConfiguration"]) {
      expect(may(action, arn("backup", "backup-vault:pitboss-test-backups"))).toBe("not allowed");
    }
  });

  it("lends the backups' key to vaults alone, and uses it no other way", () => {
    const lend = (service: string) =>
      may("kms:CreateGrant", BACKUPS_KEY, {
        ...here,
        "kms:ViaService": `${service}.eu-central-1.amazonaws.com`,
      });
    expect(lend("backup")).toBe("allowed");
    expect(lend("rds")).toBe("not allowed");
    expect(may("kms:Decrypt", BACKUPS_KEY)).toBe("not allowed");
  });
});
