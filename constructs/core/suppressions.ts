import type { Construct, IConstruct } from "constructs";
import { TerraformResource } from "./cdktf";
import { dayExpected, isDay } from "./day";
import { compareTexts } from "./text-order";

const METADATA = "pitboss:suppression";

/** A finding that we live with, and why. */
export interface Suppression {
  /** The check: `CKV_AWS_356`. */
  readonly check: string;
  /** Why the finding is acceptable here: a reason that an auditor can weigh. */
  readonly reason: string;
  /** The team that answers for it. */
  readonly owner: string;
  /** The last day that it holds, `YYYY-MM-DD`; from the day after, the gate fails. */
  readonly expires: string;
}

/** A suppression as it stands in a synthesized stack: tied to one resource. */
export interface ResourceSuppression extends Suppression {
  /** The Terraform address: `aws_iam_policy.karpenter_resource-discovery_1A2B3C4D`. */
  readonly resource: string;
  /** The construct path, which is where to look in the code. */
  readonly path: string;
}

/**
 * Findings that are accepted, declared beside the construct that causes them. They travel in the synthesized stack
 * (`"//".suppressions`), where the gate matches them against Checkov's findings: Checkov itself ignores inline skips in
 * Terraform JSON.
 */
export const Suppressions = {
  /** Accepts a finding on every resource at or below `scope`. */
  add(scope: Construct, suppression: Suppression): void {
    const problem = problemOf(suppression);
    if (problem !== undefined) {
      throw new Error(`${scope.node.path}: suppression of ${suppression.check}: ${problem}`);
    }
    scope.node.addMetadata(METADATA, suppression);
  },

  /** Every suppression below `root`, one row for each resource that it covers, in the order of their addresses. */
  within(root: IConstruct): readonly ResourceSuppression[] {
    return root.node
      .findAll()
      .filter((node): node is TerraformResource => TerraformResource.isTerraformResource(node))
      .flatMap((resource) => covering(resource).map((suppression) => rowOf(resource, suppression)))
      .sort((left, right) => compareTexts(keyOf(left), keyOf(right)));
  },
};

function covering(resource: IConstruct): readonly Suppression[] {
  return resource.node.scopes
    .flatMap((scope) => scope.node.metadata)
    .filter((entry) => entry.type === METADATA)
    .map((entry) => entry.data as Suppression);
}

function rowOf(resource: TerraformResource, suppression: Suppression): ResourceSuppression {
  return {
    ...suppression,
    resource: `${resource.terraformResourceType}.${resource.friendlyUniqueId}`,
    path: resource.node.path,
  };
}

function keyOf(row: ResourceSuppression): string {
  return `${row.resource} ${row.check}`;
}

function problemOf({ check, reason, owner, expires }: Suppression): string | undefined {
  if (!/^CKV2?_[A-Z0-9]+_\w+$/.test(check))
    return `expected a Checkov id such as CKV_AWS_356, got "${check}"`;
  if (reason.trim().length < 20) return `expected a reason of at least 20 characters, got "${reason}"`;
  if (owner.trim() === "") return "expected an owner, got none";
  return isDay(expires) ? undefined : `expires: ${dayExpected(expires)}`;
}
