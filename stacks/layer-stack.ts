import type { Construct } from "constructs";
import { S3Backend, TerraformStack } from "../constructs/core/cdktf";
import type { LayerExports, StateAddress, StatefulStack } from "../constructs/core/layer-exports";
import { Naming } from "../constructs/core/naming";
import { Place } from "../constructs/core/place";
import { Suppressions } from "../constructs/core/suppressions";
import { company } from "../envs/company";
import type { Environment } from "../envs/environment";
import type { Layer } from "./layers";

/** The oldest Terraform or OpenTofu that locks S3 state without DynamoDB. */
const TERRAFORM = ">= 1.10";

/** One layer of one environment: its own state, and the names and places that everything in it goes by. */
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
    this.addOverride("terraform.required_version", TERRAFORM);
  }

  /** CDKTF's own document, with the layer's suppressions beside its metadata. */
  override toTerraform(): Record<string, Record<string, unknown>> {
    const document = super.toTerraform() as Record<string, Record<string, unknown>>;
    document["//"] = { ...document["//"], suppressions: Suppressions.within(this) };
    return document;
  }

  /**
   * Asks for a range of a provider's versions. The bindings ask for the one that they were made of; any later of the same
   * major understands what they write.
   */
  protected acceptProvider(name: string, range: string): void {
    this.addOverride(`terraform.required_providers.${name}.version`, range);
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
