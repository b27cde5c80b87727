import { synthesize } from "../../tests/synthesize";
import { AccountDefaults } from "./account-defaults";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";
const stack = synthesize((scope) => {
  new AccountDefaults(scope, "defaults", { encryptionKeyArn: KEY });
});

describe("the account's defaults", () => {
  it("encrypt every volume, with the key given", () => {
    expect(stack.only("aws_ebs_encryption_by_default")).toMatchObject({ enabled: true });
    expect(stack.only("aws_ebs_default_kms_key")).toMatchObject({ key_arn: KEY });
  });

  it("let nothing become public: no bucket, no snapshot, no machine image", () => {
    expect(stack.only("aws_s3_account_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(stack.only("aws_ebs_snapshot_block_public_access")).toMatchObject({ state: "block-all-sharing" });
    expect(stack.only("aws_ec2_image_block_public_access")).toMatchObject({ state: "block-new-sharing" });
  });

  it("keep an instance's credentials from whatever runs in a container on it", () => {
    expect(stack.only("aws_ec2_instance_metadata_defaults")).toMatchObject({
      http_tokens: "required",
      http_put_response_hop_limit: 1,
    });
  });

  it("close the serial console", () => {
    expect(stack.only("aws_ec2_serial_console_access")).toMatchObject({ enabled: false });
  });

  it("ask long passwords, should anybody have one", () => {
    expect(stack.only("aws_iam_account_password_policy")).toMatchObject({
      minimum_password_length: 16,
      password_reuse_prevention: 24,
    });
  });

  it("hold the role through which Karpenter buys spot capacity", () => {
    expect(stack.only("aws_iam_service_linked_role")).toMatchObject({
      aws_service_name: "spot.amazonaws.com",
    });
  });
});
