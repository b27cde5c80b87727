import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type SynthesizedStack, synthesizeApp } from "../../tests/synthesize";
import { type App, S3Backend, TerraformStack } from "./cdktf";
import { LayerExports, type StatefulStack } from "./layer-exports";

class Layer extends TerraformStack implements StatefulStack {
  readonly state;

  constructor(scope: App, id: string) {
    super(scope, id);
    this.state = { bucket: "pitboss-test-state", key: `${id}/terraform.tfstate`, region: "eu-central-1" };
    new S3Backend(this, this.state);
    new AwsProvider(this, "aws", { region: "eu-central-1" });
  }
}

interface Offered {
  readonly vpcId: string;
  readonly subnetIds: Readonly<Record<string, string>>;
}

/** A layer that offers something, and one that writes it into a topic's tags. */
function twoLayers(): Map<string, SynthesizedStack> {
  return synthesizeApp((app) => {
    const producer = new Layer(app, "network");
    const exports = LayerExports.publish<Offered>(producer, {
      vpcId: "vpc-1",
      subnetIds: { "euc1-az1": "subnet-1" },
    });
    const consumer = new Layer(app, "cluster");
    const read = exports.in(consumer);
    new SnsTopic(consumer, "topic", {
      tags: { vpc: read.vpcId, subnet: read.subnetIds["euc1-az1"]! },
    });
    exports.in(consumer);
    expect(consumer.dependencies).toEqual([producer]);
  });
}

describe("the exports of a layer", () => {
  it("are outputs under their own names, none of them sensitive", () => {
    expect(twoLayers().get("network")!.document.output).toEqual({
      vpc_id: { value: "vpc-1" },
      subnet_ids: { value: { "euc1-az1": "subnet-1" } },
    });
  });

  it("are read by another layer from the state where the first keeps it, once however often they are asked for", () => {
    const { terraform_remote_state: states } = twoLayers().get("cluster")!.document.data as Record<
      string,
      object
    >;
    expect(Object.values(states!)).toEqual([
      {
        backend: "s3",
        config: { bucket: "pitboss-test-state", key: "network/terraform.tfstate", region: "eu-central-1" },
      },
    ]);
  });

  it("are references of the same shape: text, and text by name", () => {
    const { vpc, subnet } = twoLayers().get("cluster")!.only("aws_sns_topic").tags as Record<string, string>;
    expect(vpc).toBe("${data.terraform_remote_state.state-of-network.outputs.vpc_id}");
    expect(subnet).toBe('${data.terraform_remote_state.state-of-network.outputs.subnet_ids["euc1-az1"]}');
  });
});
