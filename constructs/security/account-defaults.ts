import { EbsDefaultKmsKey } from "@cdktf/provider-aws/lib/ebs-default-kms-key";
import { EbsEncryptionByDefault } from "@cdktf/provider-aws/lib/ebs-encryption-by-default";
import { EbsSnapshotBlockPublicAccess } from "@cdktf/provider-aws/lib/ebs-snapshot-block-public-access";
import { Ec2ImageBlockPublicAccess } from "@cdktf/provider-aws/lib/ec2-image-block-public-access";
import { Ec2InstanceMetadataDefaults } from "@cdktf/provider-aws/lib/ec2-instance-metadata-defaults";
import { Ec2SerialConsoleAccess } from "@cdktf/provider-aws/lib/ec2-serial-console-access";
import { IamAccountPasswordPolicy } from "@cdktf/provider-aws/lib/iam-account-password-policy";
import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import { S3AccountPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-account-public-access-block";
import { Construct } from "constructs";

export interface AccountDefaultsProps {
  /** The key of every EBS volume that names no other. */
  readonly encryptionKeyArn: string;
}

/** What holds in the account wherever nobody says otherwise. */
export class AccountDefaults extends Construct {
  constructor(scope: Construct, id: string, { encryptionKeyArn }: AccountDefaultsProps) {
    super(scope, id);
    new EbsEncryptionByDefault(this, "volumes-encrypted", { enabled: true });
    new EbsDefaultKmsKey(this, "volumes-key", { keyArn: encryptionKeyArn });
    new EbsSnapshotBlockPublicAccess(this, "snapshots-private", { state: "block-all-sharing" });
    new Ec2ImageBlockPublicAccess(this, "images-private", { state: "block-new-sharing" });
    new Ec2SerialConsoleAccess(this, "serial-console-closed", { enabled: false });
    new Ec2InstanceMetadataDefaults(this, "instance-metadata", {
      httpTokens: "required",
      // One hop ends at the node, so a pod cannot take the node's role; pods have roles of their own.
      httpPutResponseHopLimit: 1,
      instanceMetadataTags: "disabled",
    });
    new S3AccountPublicAccessBlock(this, "buckets-private", {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    // People come by single sign-on; this is for the user that somebody makes all the same.
    new IamAccountPasswordPolicy(this, "passwords", {
      minimumPasswordLength: 16,
      passwordReusePrevention: 24,
      maxPasswordAge: 90,
      requireLowercaseCharacters: true,
      requireNumbers: true,
      requireSymbols: true,
      requireUppercaseCharacters: true,
      allowUsersToChangePassword: true,
    });
    // Karpenter buys spot capacity through this role and may not create it.
    new IamServiceLinkedRole(this, "spot", { awsServiceName: "spot.amazonaws.com" });
  }
}
