import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { managedPolicyArn } from "../core/arn";
import type { Place } from "../core/place";
import { serviceTrust } from "../core/policy-document";

export interface BackupRoleProps {
  readonly place: Place;
  /** What the role is for, which names it: `backup`, `restore`. */
  readonly purpose: string;
  /** AWS's own policies for it, by the names that IAM lists them under. */
  readonly policies: readonly string[];
}

/** What AWS Backup acts as. One role makes recovery points and another restores them: neither can do the other's work. */
export class BackupRole extends Construct {
  readonly role: IamRole;
  /** Whoever lets AWS Backup act waits for these. */
  readonly permissions: readonly IamRolePolicyAttachment[];

  constructor(scope: Construct, id: string, props: BackupRoleProps) {
    super(scope, id);
    const { place, purpose, policies } = props;
    this.role = new IamRole(this, "role", {
      name: place.naming.role(purpose),
      assumeRolePolicy: serviceTrust("backup.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": place.account },
      }),
    });
    this.permissions = policies.map(
      (policy) =>
        new IamRolePolicyAttachment(this, policy.replace(/^.*\//, ""), {
          role: this.role.name,
          policyArn: managedPolicyArn(policy),
        }),
    );
  }
}
