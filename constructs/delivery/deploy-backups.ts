import type { Statement } from "../core/policy-document";
import { type DeployPermissionsProps, inRegion, lendKey, ownIn } from "./deploy-permissions";

/**
 * Makes the vaults of the data layer, the plans that fill them, and the tests of restoring. Nothing here deletes a recovery point or takes the lock off
 * a vault: an administrator does that. A plan is known by an id that AWS chooses, so its tags say whose it is.
 */
export function deployBackups({ place, backupsKeyArn }: DeployPermissionsProps): Statement[] {
  return [
    {
      Sid: "MakeVaults",
      Effect: "Allow",
      Action: [
        "backup:CreateBackupVault",
        "backup:DeleteBackupVault",
        "backup:PutBackupVaultLockConfiguration",
        "backup:TagResource",
        "backup:UntagResource",
      ],
      Resource: place.arn("backup", `backup-vault:${place.naming.prefix}-*`),
    },
    {
      // https://repost.aws/knowledge-center/backup-vault-access-denied
      Sid: "MountVaults",
      Effect: "Allow",
      Action: "backup-storage:MountCapsule",
      Resource: "*",
      Condition: inRegion(place),
    },
    {
      Sid: "ChooseWhatIsBackedUp",
      Effect: "Allow",
      Action: "backup:UpdateRegionSettings",
      Resource: "*",
      Condition: inRegion(place),
    },
    {
      Sid: "MakeTestsOfRestoring",
      Effect: "Allow",
      Action: [
        "backup:CreateRestoreTestingPlan",
        "backup:CreateRestoreTestingSelection",
        "backup:DeleteRestoreTestingPlan",
        "backup:DeleteRestoreTestingSelection",
        "backup:TagResource",
        "backup:UntagResource",
        "backup:UpdateRestoreTestingPlan",
        "backup:UpdateRestoreTestingSelection",
      ],
      // Their names have no hyphens.
      Resource: place.arn("backup", `restore-testing-plan:${place.naming.prefix.replace(/-/g, "_")}_*`),
    },
    {
      Sid: "MakePlans",
      Effect: "Allow",
      Action: ["backup:CreateBackupPlan", "backup:TagResource"],
      Resource: place.arn("backup", "backup-plan:*"),
    },
    {
      Sid: "MaintainOwnPlans",
      Effect: "Allow",
      Action: [
        "backup:CreateBackupSelection",
        "backup:DeleteBackupPlan",
        "backup:DeleteBackupSelection",
        "backup:UntagResource",
        "backup:UpdateBackupPlan",
      ],
      Resource: place.arn("backup", "backup-plan:*"),
      Condition: ownIn(place),
    },
    ...lendKey({
      sid: "LendKeyToVaults",
      place,
      keyArn: backupsKeyArn,
      services: ["backup", "backup-storage"],
    }),
  ];
}
