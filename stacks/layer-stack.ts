import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import { S3Backend, TerraformStack } from "../constructs/core/cdktf";
import type { LayerExports, StateAddress, StatefulStack } from "../constructs/core/layer-exports";
import { Naming } from "../constructs/core/naming";
import { Place } from "../constructs/core/place";
import { Suppressions } from "../constructs/core/suppressions";
import { workloadBoundaryArn } from "../constructs/security/workload-boundary";
import { company } from "../envs/company";
import type { Environment } from "../envs/environment";

/** The layers of an environment, first to last: each reads only those before it. */
export const LAYERS = ["foundation", "network", "cluster"] as const;
/** A layer of an environment, by its name. */
export type Layer = (typeof LAYERS)[number];

/** The oldest Terraform or OpenTofu that locks S3 state without DynamoDB. */
const TERRAFORM = ">= 1.10";

/** The bindings are of 6.25.0; any later 6.x understands what they write. */
const AWS_PROVIDER = "~> 6.25";

/** One layer of one environment: its provider with the tags that everything carries, and its own state. */
export abstract class LayerStack extends TerraformStack implements StatefulStack {
  /** Where the layer's state is; the bucket holds that of every layer of the environment. */
  readonly state: StateAddress;
  protected readonly naming: Naming;
  protected readonly place: Place;

  /** What this layer offers the ones after it. */
  abstract readonly exports: LayerExports<object>;

  constructor(
    scope: Construct,
    readonly layer: Layer,
    readonly environment: Environment,
  ) {
    super(scope, `${environment.name}-${layer}`);
    this.naming = new Naming(company.organization, environment.name);
    this.place = new Place(this.naming, environment.account, environment.region);
    this.state = {
      bucket: this.place.bucketName("state"),
      key: `${layer}/terraform.tfstate`,
      region: environment.region,
    };
    this.addBackend();
    new AwsProvider(this, "aws", {
      region: environment.region,
      allowedAccountIds: [environment.account],
      defaultTags: [{ tags: defaultTags(layer, environment) }],
    });
    this.addOverride("terraform.required_version", TERRAFORM);
    this.addOverride("terraform.required_providers.aws.version", AWS_PROVIDER);
  }

  override prepareStack(): void {
    this.boundRoles();
    super.prepareStack();
  }

  /** CDKTF's own document, with the layer's suppressions beside its metadata. */
  override toTerraform(): Record<string, Record<string, unknown>> {
    const document = super.toTerraform() as Record<string, Record<string, unknown>>;
    document["//"] = { ...document["//"], suppressions: Suppressions.within(this) };
    return document;
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

  /**
   * `encrypt` stays unset: without a key id it asks S3 for AES256 and so overrides the bucket's own key, and the backend
   * refuses a key alias. The bucket encrypts with its key by default and refuses anything else.
   */
  private addBackend(): void {
    const backend = new S3Backend(this, { ...this.state });
    // CDKTF 0.21 does not know the option.
    backend.addOverride("use_lockfile", true);
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
