import type { Construct } from "constructs";
import { DataTerraformRemoteStateS3, TerraformOutput, type TerraformStack } from "./cdktf";

/** What can cross from one layer to the next: text, or text by name. */
export type ExportValue = string | Readonly<Record<string, string>>;

/** Where a layer's Terraform state lies. */
export interface StateAddress {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
}

/** A stack that keeps its state at a known address. */
export interface StatefulStack extends TerraformStack {
  readonly state: StateAddress;
}

/**
 * What one layer offers the others: named, explicit outputs, read through remote state. The implicit cross-stack
 * references of CDKTF are not used: their outputs have generated names, are all marked sensitive, and appear by accident.
 */
export class LayerExports<Values extends { readonly [Name in keyof Values]: ExportValue }> {
  private constructor(
    private readonly producer: StatefulStack,
    private readonly values: Values,
  ) {}

  /** Declares a layer's outputs; `vpcId` becomes the Terraform output `vpc_id`. */
  static publish<Values extends { readonly [Name in keyof Values]: ExportValue }>(
    producer: StatefulStack,
    values: Values,
  ): LayerExports<Values> {
    for (const [name, value] of Object.entries<ExportValue>(values)) {
      new TerraformOutput(producer, `export-${name}`, { value }).overrideLogicalId(outputName(name));
    }
    return new LayerExports(producer, values);
  }

  /** The same values as seen from another layer: references into the producer's remote state. */
  in(consumer: StatefulStack): Values {
    consumer.addDependency(this.producer);
    const remote = this.remoteState(consumer);
    const read = (name: string, value: ExportValue): ExportValue => {
      const output = outputName(name);
      if (typeof value === "string") return remote.getString(output);
      return Object.fromEntries(
        Object.keys(value).map((key) => [key, remote.getString(`${output}["${key}"]`)]),
      );
    };
    return Object.fromEntries(
      Object.entries<ExportValue>(this.values).map(([name, value]) => [name, read(name, value)]),
    ) as unknown as Values;
  }

  private remoteState(consumer: Construct): DataTerraformRemoteStateS3 {
    const id = `state-of-${this.producer.node.id}`;
    const existing = consumer.node.tryFindChild(id) as DataTerraformRemoteStateS3 | undefined;
    return existing ?? new DataTerraformRemoteStateS3(consumer, id, { ...this.producer.state });
  }
}

/** Terraform's spelling of an export's name: `clusterCaData` is `cluster_ca_data`. */
function outputName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
