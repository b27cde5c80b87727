import type { Place } from "../core/place";
import type { Statement } from "../core/policy-document";

/** What the EBS CSI driver tags every volume with that it makes. */
const OF_THE_CLUSTER = { "aws:ResourceTag/ebs.csi.aws.com/cluster": "true" };
/** What Velero tags a snapshot with, and then the volume that it makes of one: the tags are copied. */
const BACKUP_TAG = "velero.io/backup";

/**
 * Lets Velero snapshot the cluster's volumes and make volumes of its own snapshots. Its plugin's README asks for the same six
 * actions on everything (https://github.com/vmware-tanzu/velero-plugin-for-aws, "Set permissions for Velero"); here they end
 * at volumes that the CSI driver made and at snapshots that Velero made, which the plugin tags as it creates them.
 */
export function snapshotStatements(place: Place): Statement[] {
  const volumes = place.arn("ec2", "volume/*");
  const snapshots = place.accountlessArn("ec2", "snapshot/*");
  return [
    {
      Sid: "FindVolumesAndSnapshots",
      Effect: "Allow",
      Action: ["ec2:DescribeSnapshots", "ec2:DescribeVolumes"],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": place.region } },
    },
    {
      Sid: "SnapshotVolumesOfCluster",
      Effect: "Allow",
      Action: "ec2:CreateSnapshot",
      Resource: volumes,
      Condition: { StringEquals: OF_THE_CLUSTER },
    },
    // EC2 judges each of both calls by what it reads and by what it makes; a tag in the request must not stand in for one on the former.
    {
      Sid: "MakeTaggedSnapshots",
      Effect: "Allow",
      Action: "ec2:CreateSnapshot",
      Resource: snapshots,
      Condition: { Null: { [`aws:RequestTag/${BACKUP_TAG}`]: "false" } },
    },
    {
      Sid: "MakeTaggedVolumes",
      Effect: "Allow",
      Action: "ec2:CreateVolume",
      Resource: volumes,
      Condition: { Null: { [`aws:RequestTag/${BACKUP_TAG}`]: "false" } },
    },
    {
      Sid: "UseAndDeleteOwnSnapshots",
      Effect: "Allow",
      Action: ["ec2:CreateVolume", "ec2:DeleteSnapshot"],
      Resource: snapshots,
      Condition: { Null: { [`aws:ResourceTag/${BACKUP_TAG}`]: "false" } },
    },
    {
      Sid: "TagWhatIsBeingMade",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: [snapshots, volumes],
      Condition: { StringEquals: { "ec2:CreateAction": ["CreateSnapshot", "CreateVolume"] } },
    },
  ];
}
