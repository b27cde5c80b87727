import { decider, here, permissions, place } from "./__fixtures__/deployer";
import { deployBackups } from "./deploy-backups";

const may = decider(deployBackups(permissions));
const BACKUPS_KEY = permissions.backupsKeyArn;
const arn = (service: string, resource: string) => place.arn(service, resource);

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
