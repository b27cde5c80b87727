import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import { workloadBoundaryArn } from "../constructs/security/workload-boundary";
import { company } from "../envs/company";
import type { Environment } from "../envs/environment";
import { LayerStack } from "./layer-stack";
import type { Layer } from "./layers";

/** The bindings are of 6.25.0; any later 6.x understands what they write. */
const AWS_PROVIDER = "~> 6.25";

/** A layer on AWS: the provider of its account alone, the tags that everything carries, and the boundary of its roles. */
export abstract class AwsLayerStack extends LayerStack {
  constructor(scope: Construct, layer: Layer, environment: Environment) {
    super(scope, layer, environment);
    new AwsProvider(this, "aws", {
      region: environment.region,
      allowedAccountIds: [environment.account],
      defaultTags: [{ tags: defaultTags(layer, environment) }],
    });
    this.acceptProvider("aws", AWS_PROVIDER);
  }

  override prepareStack(): void {
    this.boundRoles();
    super.prepareStack();
  }

  /** What bounds the layer's roles, where they say nothing of it themselves: the deploy role can make none without. */
  protected get roleBoundaryArn(): string | undefined {
    return workloadBoundaryArn(this.place);
  }

  private boundRoles(): void {
    const boundary = this.roleBoundaryArn;
    if (boundary === undefined) return;
    for (const role of this.node.findAll().filter((node) => node instanceof IamRole)) {
      role.permissionsBoundary = role.permissionsBoundaryInput ?? boundary;
    }
  }
}

/** What every resource is tagged with: who answers for it, who pays, what it may hold, and where it is defined. */
export function defaultTags(layer: Layer, { name, owner }: Environment): Record<string, string> {
  return {
    "cost-center": owner.costCenter,
    "data-class": owner.dataClass,
    env: name,
    layer,
    "managed-by": "pitboss",
    owner: owner.team,
    repository: company.repository,
  };
}
